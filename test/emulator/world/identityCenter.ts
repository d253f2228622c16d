import type { Application } from './application.js';
import { hexOf, uuidOf } from './madeId.js';
import type { Permissions } from './permissions.js';
import type { Role } from './role.js';
import { makeRole } from './role.js';

/** A permission set in an account, given to a user. */
export type Assignment = {
  accountId: string;
  /** The permission set's name, which `sso_role_name` says. */
  roleName: string;
  permissions?: Partial<Permissions>;
  /** How long its credentials last: an hour when absent. */
  sessionSeconds?: number;
};

/** Somebody in the directory. */
export type IdentityUser = { userId: string; userName: string; email: string; assignments: Assignment[] };

/** An instance of IAM Identity Center. */
export type IdentityCenter = {
  instanceArn: string;
  region: string;
  /** The account that owns it. */
  accountId: string;
  /** All accounts of its organization: in their roles its identity contexts count. */
  accountIds: string[];
  startUrl: string;
  issuerUrl: string;
  users: IdentityUser[];
  applications: Application[];
};

/** What an instance is made of; everything else is filled in. */
export type IdentityCenterSeed = Pick<IdentityCenter, 'accountId' | 'region'> &
  Partial<Omit<IdentityCenter, 'users'>> & {
    users?: (Pick<IdentityUser, 'userName'> & Partial<IdentityUser>)[];
  };

/** An instance with ids that depend only on account and region. A user's name is the e-mail address unless said. */
export function makeIdentityCenter({ users = [], ...seed }: IdentityCenterSeed): IdentityCenter {
  const { accountId, region } = seed;
  const id = hexOf(`${accountId}/${region}/identityCenter`, 16);
  return {
    instanceArn: `arn:aws:sso:::instance/ssoins-${id}`,
    accountIds: [accountId],
    startUrl: `https://d-${id.slice(0, 10)}.awsapps.com/start`,
    issuerUrl: `https://identitycenter.amazonaws.com/ssoins-${id}`,
    applications: [],
    ...seed,
    users: users.map((user) => ({
      userId: uuidOf(`${id}/${user.userName}`),
      email: user.userName,
      assignments: [],
      ...user,
    })),
  };
}

/** The role that Identity Center keeps in an account for a permission set; nobody but itself can assume it. */
export function roleOfAssignment({ region }: IdentityCenter, assignment: Assignment): Role {
  const { accountId, roleName, permissions = {}, sessionSeconds = 3600 } = assignment;
  const name = `AWSReservedSSO_${roleName}_${hexOf(`${accountId}/${roleName}`, 16)}`;
  return makeRole({
    accountId,
    roleName: name,
    arn: `arn:aws:iam::${accountId}:role/aws-reserved/sso.amazonaws.com/${region}/${name}`,
    maxSessionSeconds: sessionSeconds,
    permissions,
  });
}

/** The instance that a start URL or an issuer URL belongs to; a `#/` or `/` at the end does not matter. */
export function identityCenterAt(all: readonly IdentityCenter[], url: string): IdentityCenter | undefined {
  const bare = (text: string) => text.replace(/(\/#)?\/*$/, '');
  return all.find(({ startUrl, issuerUrl }) => [startUrl, issuerUrl].some((own) => bare(own) === bare(url)));
}
