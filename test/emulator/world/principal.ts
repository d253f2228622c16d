/** Somebody who may call: one access key and what it is allowed to do. */
export type Principal = {
  accountId: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Set for keys of a role session; every request must then carry and sign it. */
  sessionToken?: string;
  /** Server time at which the keys end; only for keys of a role session. */
  credentialsExpireAtMs?: number;
  arn: string;
  userId: string;
  /** Whether the keys are identity-enhanced, i.e. carry an Identity Center user. */
  hasIdentity: boolean;
  mayList: boolean;
  mayGetTokens: boolean;
  /** Workgroups for which this principal may not get tokens, by name. */
  deniedWorkgroups: string[];
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
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    arn: isRoleSession
      ? `arn:aws:sts::${accountId}:assumed-role/RedshiftAnalyst/anna@example.com`
      : `arn:aws:iam::${accountId}:user/anna`,
    userId: isRoleSession ? 'AROACKCEVSQ6C2EXAMPLE:anna@example.com' : 'AIDACKCEVSQ6C2EXAMPLE',
    hasIdentity: true,
    mayList: true,
    mayGetTokens: true,
    deniedWorkgroups: [],
    disabledRegions: [],
    ...seed,
  };
}
