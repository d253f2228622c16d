import { beginSession } from '../../identity/roleSession.js';
import type { PortalSession } from '../../identity/portalSessions.js';
import { AwsError } from '../../protocols/awsError.js';
import type { Assignment } from '../../world/identityCenter.js';
import { roleOfAssignment } from '../../world/identityCenter.js';
import type { OpenCall } from '../operation.js';

/** @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html */
export function getRoleCredentials(call: OpenCall): object {
  const { input, world, nowMs } = call;
  const { session, assignments } = signedIn(call);
  const [accountId, roleName] = [required(input, 'account_id'), required(input, 'role_name')];
  const assignment = assignments.find((one) => one.accountId === accountId && one.roleName === roleName);
  if (assignment === undefined) throw new AwsError('ForbiddenException', 403, 'No access');
  const { sessionSeconds = 3600 } = assignment;
  const expiresAtMs = nowMs + sessionSeconds * 1000;
  const { accessKeyId, secretAccessKey, sessionToken } = beginSession(
    world,
    roleOfAssignment(session.center, assignment),
    { sessionName: session.userName, expiresAtMs },
  );
  // In milliseconds, and whole seconds.
  const expiration = Math.floor(expiresAtMs / 1000) * 1000;
  return { roleCredentials: { accessKeyId, secretAccessKey, sessionToken, expiration } };
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccounts.html */
export function listAccounts(call: OpenCall): object {
  const { session, assignments } = signedIn(call);
  const accountIds = new Set(assignments.map(({ accountId }) => accountId));
  const accountList = [...accountIds].map((accountId) => ({
    accountId,
    accountName: `account-${accountId.slice(-4)}`,
    emailAddress: `aws+${accountId}@${session.userName.split('@')[1] ?? 'example.com'}`,
  }));
  return { accountList };
}

/** @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_ListAccountRoles.html */
export function listAccountRoles(call: OpenCall): object {
  const { assignments } = signedIn(call);
  const asked = required(call.input, 'account_id');
  const roleList = assignments
    .filter(({ accountId }) => accountId === asked)
    .map(({ accountId, roleName }) => ({ accountId, roleName }));
  if (roleList.length === 0) throw new AwsError('ForbiddenException', 403, 'No access');
  return { roleList };
}

/**
 * Ends the sign-in: none of its tokens works any more. Credentials of roles that it gave go on.
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_Logout.html
 */
export function logout(call: OpenCall): object {
  signedIn(call).session.isSignedOut = true;
  return {};
}

function signedIn({ request, identity, nowMs }: OpenCall): {
  session: PortalSession;
  assignments: Assignment[];
} {
  const session = identity.portal.bearer(request.headers['x-amz-sso_bearer_token'], nowMs);
  if (session.scopes.length > 0 && !session.scopes.includes('sso:account:access')) {
    throw new AwsError('ForbiddenException', 403, 'No access');
  }
  const user = session.center.users.find(({ userName }) => userName === session.userName);
  return { session, assignments: user?.assignments ?? [] };
}

function required(input: Readonly<Record<string, unknown>>, member: string): string {
  const value = input[member];
  if (typeof value === 'string' && value !== '') return value;
  throw new AwsError('InvalidRequestException', 400, `${member} is required`);
}
