import type { ReceivedRequest } from '../signing/receivedRequest.js';
import { jsonProtocol } from './jsonProtocol.js';
import type { Protocol } from './protocol.js';
import { queryProtocol } from './queryProtocol.js';
import { restProtocol } from './restProtocol.js';
import type { RestService } from './routes.js';
import { routeOf } from './routes.js';

const rest: Readonly<Record<RestService, Protocol>> = {
  'sso-oauth': restProtocol('sso-oauth'),
  awsssoportal: restProtocol('awsssoportal'),
  signin: restProtocol('signin'),
  metadata: restProtocol('metadata'),
};

/** All of AWS's hosts are one here: a known method and path is REST, a form the Query protocol, everything else JSON. */
export function protocolOf(request: ReceivedRequest): Protocol {
  const route = routeOf(request);
  if (route !== undefined) return rest[route.service];
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? queryProtocol : jsonProtocol;
}
