import type { IdentityUser } from '../world/identityCenter.js';
import type { Principal } from '../world/principal.js';
import { makePrincipal } from '../world/principal.js';
import type { Role } from '../world/role.js';
import type { World } from '../world/world.js';
import { madeKeys } from './madeSecret.js';

/** What a session of a role is begun with. */
export type SessionStart = {
  readonly sessionName: string;
  readonly expiresAtMs: number;
  /** The Identity Center user whom it carries, if it does. */
  readonly user?: Pick<IdentityUser, 'userName'> | undefined;
  /** Whether it may list, whatever its role may. */
  readonly mayList?: boolean;
};

/** A new session of a role, known to the world from now on. */
export function beginSession(
  world: World,
  role: Role,
  start: SessionStart,
): Principal & { sessionToken: string } {
  const { accountId, roleName, roleId, arn, permissions } = role;
  const partition = arn.split(':')[1] ?? 'aws';
  const keys = madeKeys();
  const session = {
    ...makePrincipal({
      ...permissions,
      mayList: permissions.mayList && (start.mayList ?? true),
      accountId,
      ...keys,
      arn: `arn:${partition}:sts::${accountId}:assumed-role/${roleName}/${start.sessionName}`,
      userId: `${roleId}:${start.sessionName}`,
      roleArn: arn,
      credentialsExpireAtMs: start.expiresAtMs,
      hasIdentity: start.user !== undefined,
      ...(start.user && { userName: start.user.userName }),
    }),
    sessionToken: keys.sessionToken,
  };
  world.principals.push(session);
  return session;
}

/** Keys as STS writes them. */
export function credentialsOnTheWire({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  credentialsExpireAtMs,
}: Principal): {
  AccessKeyId: string;
  SecretAccessKey: string;
  SessionToken: string;
  Expiration: string;
} {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken ?? '',
    Expiration: wholeSeconds(credentialsExpireAtMs ?? 0),
  };
}

/** `2026-05-04T10:00:00Z`: AWS writes the times of credentials without fractions. */
export function wholeSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
