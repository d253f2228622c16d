import { identityCenterAt } from '../../world/identityCenter.js';
import { regionOfHost } from '../../world/region.js';
import type { OpenCall } from '../operation.js';
import { grants, refused, requiredText } from './oauthInput.js';

/**
 * Gives a code that a person types in a browser, anywhere.
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html
 */
export function startDeviceAuthorization(call: OpenCall): object {
  const { request: received, input, identity, rules, world, nowMs, url } = call;
  const client = identity.clients.proven(input['clientId'], input['clientSecret'], nowMs);
  if (client.grantTypes.length > 0 && !client.grantTypes.includes(grants.device)) {
    throw refused('UnauthorizedClientException', 'Client is not authorized for this grant type');
  }
  const center = identityCenterAt(world.identityCenters ?? [], requiredText(input, 'startUrl'));
  // A host that names no region is every region's.
  const region = regionOfHost(received.headers['host']) ?? center?.region;
  if (center?.region !== region || center === undefined) {
    throw refused('InvalidRequestException', 'Invalid start URL provided');
  }
  const request = identity.signIns.addDevice({
    client,
    scopes: client.scopes,
    center,
    expiresAtMs: nowMs + rules.deviceCodeLifeMs,
  });
  if (rules.deviceCodes === 'allow') identity.signIns.approve(request, rules.signedInUser);
  if (rules.deviceCodes === 'deny') identity.signIns.deny(request);
  const { deviceCode, userCode } = request;
  return {
    deviceCode,
    userCode,
    verificationUri: `${url}/device`,
    verificationUriComplete: `${url}/device?user_code=${userCode}`,
    expiresIn: Math.floor(rules.deviceCodeLifeMs / 1000),
    interval: rules.deviceIntervalSeconds,
  };
}
