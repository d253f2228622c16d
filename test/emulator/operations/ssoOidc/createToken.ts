import { createHash } from 'node:crypto';
import type { ClientRegistration } from '../../identity/clientRegistrations.js';
import type { PortalSession } from '../../identity/portalSessions.js';
import type { SignInRequest } from '../../identity/signInRequests.js';
import type { OpenCall } from '../operation.js';
import { grants, refused, requiredText } from './oauthInput.js';

/** A client's timer may ring a little early. */
const pollToleranceMs = 100;

/**
 * Gives the bearer token of a sign-in that a person allowed, or of one that goes on.
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
 */
export function createToken(call: OpenCall): object {
  const { input, identity, nowMs } = call;
  const client = identity.clients.proven(input['clientId'], input['clientSecret'], nowMs);
  const grantType = requiredText(input, 'grantType');
  switch (grantType) {
    case grants.authorizationCode:
      return fromCode(call, client);
    case grants.device:
      return fromDevice(call, client);
    case grants.refresh:
      return fromRefreshToken(call, client);
    default:
      throw refused('UnsupportedGrantTypeException', 'Unsupported grant type provided');
  }
}

function fromCode(call: OpenCall, client: ClientRegistration): object {
  const { input, identity, nowMs } = call;
  checkGrant(client, grants.authorizationCode);
  const request = identity.signIns.byCode(requiredText(input, 'code'));
  const verifier = requiredText(input, 'codeVerifier');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const isRight =
    request?.decision === 'approved' &&
    request.client === client &&
    request.redirectUri === input['redirectUri'] &&
    request.codeChallenge === challenge &&
    request.expiresAtMs > nowMs;
  if (!isRight) throw refused('InvalidGrantException', 'Invalid authorization code provided');
  return begun(call, request);
}

function fromDevice(call: OpenCall, client: ClientRegistration): object {
  const { input, identity, nowMs, rules } = call;
  if (client.grantTypes.length > 0) checkGrant(client, grants.device);
  const request = identity.signIns.byDeviceCode(requiredText(input, 'deviceCode'));
  if (request?.client !== client || request.decision === 'used') {
    throw refused('InvalidGrantException', 'Invalid device code provided');
  }
  if (request.expiresAtMs <= nowMs) throw refused('ExpiredTokenException', 'Device code has expired');
  const sinceMs = nowMs - (request.lastPollAtMs ?? -Infinity);
  request.lastPollAtMs = nowMs;
  if (request.decision === 'denied') throw refused('AccessDeniedException', 'The user denied the request');
  if (sinceMs < rules.deviceIntervalSeconds * 1000 - pollToleranceMs) {
    throw refused('SlowDownException', 'The client polls too often');
  }
  if (request.decision === 'waiting') {
    throw refused('AuthorizationPendingException', 'The authorization is still pending');
  }
  return begun(call, request);
}

function fromRefreshToken(call: OpenCall, client: ClientRegistration): object {
  const { input, identity, rules, nowMs } = call;
  const token = requiredText(input, 'refreshToken');
  const session = identity.portal.refreshed(token, client, nowMs);
  if (rules.rotatesRefreshToken) identity.portal.forgetRefreshToken(token);
  return answer(call, session, rules.rotatesRefreshToken);
}

function begun(call: OpenCall, request: SignInRequest): object {
  const { center, scopes, client, userName = '' } = request;
  request.decision = 'used';
  const session: PortalSession = {
    center,
    userName,
    scopes,
    clientId: client.clientId,
    endsAtMs: call.nowMs + call.rules.portalSessionLifeMs,
    isSignedOut: false,
  };
  // A client that registered no scopes gets one token for the whole session, and nothing to renew it with.
  const mayRefresh =
    scopes.length > 0 && (client.grantTypes.length === 0 || client.grantTypes.includes(grants.refresh));
  return answer(call, session, mayRefresh);
}

function answer(
  { identity, rules, nowMs }: OpenCall,
  session: PortalSession,
  withRefreshToken: boolean,
): object {
  const lifeMs = session.scopes.length === 0 ? rules.portalSessionLifeMs : rules.portalTokenLifeMs;
  const { value, seconds } = identity.portal.giveAccessToken(session, lifeMs, nowMs);
  return {
    accessToken: value,
    tokenType: 'Bearer',
    expiresIn: seconds,
    ...(withRefreshToken ? { refreshToken: identity.portal.giveRefreshToken(session) } : {}),
  };
}

function checkGrant(client: ClientRegistration, grant: string): void {
  if (!client.grantTypes.includes(grant)) {
    throw refused('UnauthorizedClientException', 'Client is not authorized for this grant type');
  }
}
