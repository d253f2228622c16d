import { madeKeys } from '../../identity/madeSecret.js';
import { AwsError } from '../../protocols/awsError.js';
import type { OpenCall } from '../operation.js';
import { checkProof } from './proofOfPossession.js';

/** How long keys last that `aws login` gives. */
export const loginKeysLifeMs = 900_000;

/** Renews the keys of an `aws login`. The refresh token works once, and only with a proof of the key it was given to. */
export async function createOAuth2Token(call: OpenCall): Promise<object> {
  const { input, identity, world, nowMs } = call;
  if (input['grantType'] !== 'refresh_token') {
    throw new AwsError('ValidationException', 400, 'Unsupported grant type', { error: 'INVALID_REQUEST' });
  }
  const refreshToken = String(input['refreshToken']);
  const login = identity.logins.find(refreshToken);
  await checkProof(call, login);
  if (login === undefined || login.clientId !== input['clientId']) throw refusedBecause('TOKEN_EXPIRED');
  if (login.end !== undefined) throw refusedBecause(login.end);
  const keys = madeKeys();
  identity.logins.forget(refreshToken);
  world.principals.push({ ...login.principal, ...keys, credentialsExpireAtMs: nowMs + loginKeysLifeMs });
  return {
    accessToken: keys,
    tokenType: 'aws_sigv4',
    expiresIn: loginKeysLifeMs / 1000,
    refreshToken: identity.logins.giveRefreshToken(login),
  };
}

function refusedBecause(error: string): AwsError {
  return new AwsError('AccessDeniedException', 400, 'The request was denied.', { error });
}
