import type { ReceivedRequest } from '../signing/receivedRequest.js';
import { jsonProtocol } from './jsonProtocol.js';
import type { Protocol } from './protocol.js';
import { queryProtocol } from './queryProtocol.js';

/** Chosen as AWS's front does: a form is the Query protocol, everything else JSON. */
export function protocolOf(request: ReceivedRequest): Protocol {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? queryProtocol : jsonProtocol;
}
