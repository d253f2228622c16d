/** The role that a container or an instance has, and how its credentials are given. */
export type MachineRole = {
  roleArn: string;
  sessionName: string;
  /** How long its credentials last from when they are asked for; below 0 they are given when they have ended. */
  lifeMs: number;
};

/** Where a program runs: what the addresses for credentials on that machine answer. */
export type Machine = {
  /** The container's role, and the `Authorization` that must come with the request. */
  container?: MachineRole & { authorizationToken: string };
  /** The instance's role. */
  instance?: MachineRole;
};

/** Of AWS's own length. */
export const machineSessionMs = 6 * 3_600_000;
