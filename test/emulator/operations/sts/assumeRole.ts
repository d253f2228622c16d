import { beginSession, credentialsOnTheWire } from '../../identity/roleSession.js';
import { AwsError } from '../../protocols/awsError.js';
import type { Principal } from '../../world/principal.js';
import { isRoleSession } from '../../world/principal.js';
import type { Role } from '../../world/role.js';
import { namesPrincipal } from '../../world/role.js';
import type { Call } from '../operation.js';
import { notAuthorized } from './notAuthorized.js';
import { broughtUser } from './providedContext.js';
import { checkDuration, roleRequestIn, stsValidationError, textIn } from './roleRequest.js';

/**
 * Gives a session of a role that trusts the caller.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export function assumeRole(call: Call): object {
  const { input, principal, world, rules, nowMs } = call;
  const { roleArn, sessionName, seconds } = roleRequestIn(input);
  const hasMfa = checkedMfa(call);
  const role = world.roles?.find(({ arn }) => arn === roleArn);
  if (role === undefined || !trusts(role, principal, textIn(input, 'ExternalId'), hasMfa)) {
    throw notAuthorized(principal, 'sts:AssumeRole', roleArn);
  }
  const user = broughtUser(call, role);
  if (isRoleSession(principal) && seconds > 3600) {
    throw stsValidationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    );
  }
  checkDuration(role, seconds);
  const session = beginSession(world, role, {
    sessionName,
    expiresAtMs: nowMs + seconds * 1000,
    user,
    mayList: user === undefined || rules.identitySessionsMayList,
  });
  return {
    Credentials: credentialsOnTheWire(session),
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    PackedPolicySize: 0,
  };
}

function trusts(
  { accountId, trust }: Role,
  caller: Principal,
  externalId: string | undefined,
  hasMfa: boolean,
): boolean {
  const isNamed = namesPrincipal(trust.principals, caller);
  // Within an account a trust policy that names the caller itself is enough.
  const isNamedItself = accountId === caller.accountId && trust.principals.includes(caller.arn);
  return (
    isNamed &&
    (caller.mayAssumeRoles || isNamedItself) &&
    (trust.externalId === undefined || trust.externalId === externalId) &&
    (!trust.needsMfa || hasMfa)
  );
}

/** Whether the call proves an MFA device. A code is accepted once. */
function checkedMfa({ input, principal }: Call): boolean {
  const serialNumber = textIn(input, 'SerialNumber');
  const code = textIn(input, 'TokenCode');
  if (serialNumber === undefined && code === undefined) return false;
  if (serialNumber === undefined || code === undefined) {
    throw mfaFailed('must provide both MFA serial number and one time pass code.');
  }
  const device = principal.mfaDevice;
  if (device?.serialNumber !== serialNumber) {
    throw mfaFailed(
      'unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    );
  }
  if (!device.codes.includes(code)) throw mfaFailed('with invalid MFA one time pass code. ', '');
  device.codes = device.codes.filter((shown) => shown !== code);
  return true;
}

function mfaFailed(why: string, comma = ','): AwsError {
  return new AwsError('AccessDenied', 403, `MultiFactorAuthentication failed${comma} ${why}`);
}
