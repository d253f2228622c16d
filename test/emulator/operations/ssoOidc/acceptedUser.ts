import { createHash } from 'node:crypto';
import type { WebToken, WebTokenFlaw } from '../../identity/webToken.js';
import { WebTokenRefusal, verifyWebToken } from '../../identity/webToken.js';
import type { AwsError } from '../../protocols/awsError.js';
import type { Application } from '../../world/application.js';
import type { IdentityCenter, IdentityUser } from '../../world/identityCenter.js';
import type { OpenCall } from '../operation.js';
import { refused } from './oauthInput.js';

const flaws: Readonly<Record<WebTokenFlaw, string>> = {
  malformed: 'The assertion is not a JWT',
  unknownIssuer: 'The issuer of the assertion is not a trusted token issuer of the application',
  noKeys: 'The keys of the trusted token issuer could not be retrieved',
  signature: 'The signature of the assertion is invalid',
  audience: 'The audience of the assertion is not authorized',
  expired: 'The assertion has expired',
  incomplete: 'The assertion lacks a required claim',
};

/** The user of the directory that an assertion speaks of. The JWT counts as used as soon as it proved true. */
export async function acceptedUser(
  call: OpenCall,
  assertion: string,
  center: IdentityCenter,
  application: Application,
): Promise<IdentityUser> {
  const { identity, rules } = call;
  const token = await verified(call, assertion, application);
  const { jti } = token;
  if (jti === undefined && rules.needsJti) throw invalidGrant(call, 'The assertion has no jti');
  const key = jti ?? createHash('sha256').update(assertion).digest('hex');
  identity.grants.useToken(`${token.iss} ${key}`);
  const value = token[application.claim];
  const user = center.users.find((one) => one[application.userAttribute] === value);
  if (user === undefined) throw invalidGrant(call, 'The assertion names no user of the directory');
  const { assignedUsers } = application;
  if (assignedUsers !== 'everyone' && !assignedUsers.includes(user.userName)) {
    throw refused('AccessDeniedException', 'The user is not assigned to the application');
  }
  return user;
}

async function verified(
  call: OpenCall,
  assertion: string,
  { authorizedIssuers }: Application,
): Promise<WebToken> {
  const { world, nowMs } = call;
  const isAuthorized = (issuer: string) => authorizedIssuers.some((one) => one.issuer === issuer);
  const issuers = (world.issuers ?? []).filter(({ issuer }) => isAuthorized(issuer));
  const audiencesOf = (issuer: string) =>
    authorizedIssuers.filter((one) => one.issuer === issuer).flatMap(({ audiences }) => audiences);
  try {
    return await verifyWebToken(assertion, issuers, audiencesOf, nowMs);
  } catch (error) {
    throw error instanceof WebTokenRefusal ? invalidGrant(call, flaws[error.flaw]) : error;
  }
}

function invalidGrant({ rules }: OpenCall, why: string): AwsError {
  return refused(
    'InvalidGrantException',
    rules.assertionRefusal === 'named' ? why : 'Invalid grant provided',
  );
}
