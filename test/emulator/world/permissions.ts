/** What a principal, or each session of a role, may do. */
export type Permissions = {
  mayList: boolean;
  mayGetTokens: boolean;
  /** Workgroups for which no token may be got, by name. */
  deniedWorkgroups: string[];
  /** Whether its own policies allow `sts:AssumeRole`; the role must trust it too. */
  mayAssumeRoles: boolean;
};

/** Everything. */
export function allPermissions(): Permissions {
  return { mayList: true, mayGetTokens: true, deniedWorkgroups: [], mayAssumeRoles: true };
}
