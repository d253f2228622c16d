import { beginSession, credentialsOnTheWire } from '../../identity/roleSession.js';
import type { WebToken } from '../../identity/webToken.js';
import { WebTokenRefusal, verifyWebToken } from '../../identity/webToken.js';
import { AwsError } from '../../protocols/awsError.js';
import type { Role } from '../../world/role.js';
import type { OpenCall } from '../operation.js';
import { checkDuration, roleRequestIn, textIn } from './roleRequest.js';

/**
 * Gives a session of a role to a user of an OpenID provider. Nobody signs: the token is the proof.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
export async function assumeRoleWithWebIdentity(call: OpenCall): Promise<object> {
  const { input, world, nowMs } = call;
  const { roleArn, sessionName, seconds } = roleRequestIn(input);
  const token = await verified(call, textIn(input, 'WebIdentityToken') ?? '');
  const role = world.roles?.find(({ arn }) => arn === roleArn);
  if (role === undefined || !trusts(role, token)) {
    throw new AwsError('AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithWebIdentity');
  }
  checkDuration(role, seconds);
  const session = beginSession(world, role, {
    sessionName,
    expiresAtMs: nowMs + seconds * 1000,
  });
  return {
    Credentials: credentialsOnTheWire(session),
    SubjectFromWebIdentityToken: token.sub,
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    PackedPolicySize: 0,
    Provider: `arn:aws:iam::${role.accountId}:oidc-provider/${token.iss.replace(/^https?:\/\//, '')}`,
    Audience: token.audience,
  };
}

function trusts({ trust }: Role, { iss, sub, audience }: WebToken): boolean {
  return trust.webIdentities.some(
    ({ issuer, audiences = [audience], subjects = [sub] }) =>
      issuer === iss && audiences.includes(audience) && subjects.includes(sub),
  );
}

async function verified({ world: { issuers = [] }, nowMs }: OpenCall, jwt: string): Promise<WebToken> {
  const audiencesOf = (name: string) => issuers.find(({ issuer }) => issuer === name)?.audiences ?? [];
  try {
    return await verifyWebToken(jwt, issuers, audiencesOf, nowMs);
  } catch (error) {
    throw error instanceof WebTokenRefusal ? refused(error, nowMs) : error;
  }
}

function refused({ flaw, claims }: WebTokenRefusal, nowMs: number): AwsError {
  const invalid = (message: string) => new AwsError('InvalidIdentityToken', 400, message);
  switch (flaw) {
    case 'malformed':
      return invalid(
        'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)',
      );
    case 'unknownIssuer':
      return invalid(`No OpenIDConnect provider found in your account for ${claims.iss ?? ''}`);
    case 'noKeys':
      return invalid(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements",
      );
    case 'signature':
      return invalid('Token signature invalid');
    case 'audience':
      return invalid('Incorrect token audience');
    case 'incomplete':
      return invalid('Missing a required claim');
    case 'expired':
      return new AwsError(
        'ExpiredTokenException',
        400,
        `Token expired: current date/time ${Math.floor(nowMs / 1000)} must be before the expiration date/time${claims.exp ?? 0}`,
      );
  }
}
