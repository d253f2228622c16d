import { hexOf } from './madeId.js';
import type { Permissions } from './permissions.js';
import { allPermissions } from './permissions.js';
import type { Principal } from './principal.js';

/** Users of a web identity provider that may assume a role. */
type TrustedWebIdentity = {
  issuer: string;
  /** Any of the provider's when absent. */
  audiences?: string[];
  /** Any when absent. */
  subjects?: string[];
};

/** A role's trust policy, as far as it says anything here. */
type Trust = {
  /** Who may `sts:AssumeRole`: account ids, ARNs of account roots, users, roles or sessions, or `*`. */
  principals: string[];
  /** Whether the same principals may `sts:SetContext`. */
  maySetContext: boolean;
  /** What `sts:ExternalId` must be, if anything. */
  externalId?: string;
  /** Whether `aws:MultiFactorAuthPresent` must be true. */
  needsMfa: boolean;
  /** Who may `sts:AssumeRoleWithWebIdentity`. */
  webIdentities: TrustedWebIdentity[];
};

/** A role of an account; its sessions may do what its permissions say. */
export type Role = {
  accountId: string;
  roleName: string;
  /** `arn:aws:iam::ACCOUNT:role/PATH/NAME` */
  arn: string;
  /** `AROA…`, the beginning of its sessions' user ids. */
  roleId: string;
  maxSessionSeconds: number;
  trust: Trust;
  permissions: Permissions;
};

/** What a role is made of; everything else is filled in. */
export type RoleSeed = Pick<Role, 'accountId' | 'roleName'> &
  Partial<Omit<Role, 'trust' | 'permissions'>> & {
    trust?: Partial<Trust>;
    permissions?: Partial<Permissions>;
  };

/** A role that trusts nobody, with sessions of up to an hour that may do everything, unless the seed says otherwise. */
export function makeRole({ trust, permissions, ...seed }: RoleSeed): Role {
  const { accountId, roleName } = seed;
  return {
    arn: `arn:aws:iam::${accountId}:role/${roleName}`,
    roleId: `AROA${hexOf(`${accountId}/${roleName}`, 17).toUpperCase()}`,
    maxSessionSeconds: 3600,
    ...seed,
    trust: { principals: [], maySetContext: false, needsMfa: false, webIdentities: [], ...trust },
    permissions: { ...allPermissions(), ...permissions },
  };
}

/** Whether a policy that names these principals speaks of this one. */
export function namesPrincipal(named: readonly string[], principal: Principal): boolean {
  const { accountId, arn } = principal;
  const sessionOf = /^arn:([^:]+):sts::(\d+):assumed-role\/([^/]+)\//.exec(arn);
  const roleArn =
    principal.roleArn ??
    (sessionOf === null ? undefined : `arn:${sessionOf[1]!}:iam::${sessionOf[2]!}:role/${sessionOf[3]!}`);
  return named.some(
    (name) =>
      name === '*' ||
      name === accountId ||
      /^arn:[^:]+:iam::(\d+):root$/.exec(name)?.[1] === accountId ||
      name === arn ||
      name === roleArn,
  );
}
