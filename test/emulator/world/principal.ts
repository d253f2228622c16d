import type { Permissions } from './permissions.js';
import { allPermissions } from './permissions.js';

/** The MFA device of an IAM user. */
type MfaDevice = {
  /** E.g. `arn:aws:iam::123456789012:mfa/anna`. */
  readonly serialNumber: string;
  /** What the device shows now or next: each code is accepted once, and then removed. */
  codes: string[];
};

/** Somebody who may call: one access key and what it is allowed to do. */
export type Principal = Permissions & {
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Set for keys of a role session; every request must then carry and sign it. */
  sessionToken?: string;
  /** Server time at which the keys end; only for keys of a role session. */
  credentialsExpireAtMs?: number;
  arn: string;
  userId: string;
  /** Only for a role session that the emulator gave: the role's ARN, its path included. */
  roleArn?: string;
  /** Only for an IAM user who has one. */
  mfaDevice?: MfaDevice;
  /** Whether the keys are identity-enhanced, i.e. carry an Identity Center user. */
  hasIdentity: boolean;
  /** That user's name, where it is not what the session is called. */
  userName?: string;
  /** Regions that the account has not enabled: its keys are unknown there. */
  disabledRegions: string[];
};

/** What a principal is made of; everything else is filled in. */
export type PrincipalSeed = Partial<Principal> & Pick<Principal, 'accountId' | 'accessKeyId'>;

/** A principal who may do everything and carries an identity, unless the seed says otherwise. */
export function makePrincipal(seed: PrincipalSeed): Principal {
  const { accountId } = seed;
  const isRoleSession = seed.sessionToken !== undefined;
  return {
    ...allPermissions(),
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    arn: isRoleSession
      ? `arn:aws:sts::${accountId}:assumed-role/RedshiftAnalyst/anna@example.com`
      : `arn:aws:iam::${accountId}:user/anna`,
    userId: isRoleSession ? 'AROACKCEVSQ6C2EXAMPLE:anna@example.com' : 'AIDACKCEVSQ6C2EXAMPLE',
    hasIdentity: true,
    disabledRegions: [],
    ...seed,
  };
}

/** Whether the keys are those of a role: to assume a role with them is role chaining. */
export function isRoleSession({ arn }: Principal): boolean {
  return arn.includes(':assumed-role/');
}

/** The name of the Identity Center user whom the keys carry. */
export function userNameOf({ userName, arn }: Principal): string {
  return userName ?? arn.split('/').at(-1) ?? '';
}
