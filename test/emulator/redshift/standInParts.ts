import type { Workgroup } from '../world/workgroup.js';
import type { CancelKeys } from './cancelKeys.js';
import type { Certificates } from './certificates.js';
import type { LoginRecord } from './loginRecord.js';
import type { RedshiftFaults } from './redshiftFaults.js';
import type { Roles } from './roles.js';
import type { GivingAws } from './tokenCheck.js';

/** What a connection is served with. */
export type StandInParts = {
  readonly aws: GivingAws;
  /** What an address that is no workgroup's own stands for; undefined for all of them. */
  readonly workgroup: Workgroup | undefined;
  /** PostgreSQL's. */
  readonly socketPath: string;
  readonly certificates: Certificates;
  readonly roles: Roles;
  readonly keys: CancelKeys;
  readonly faults: RedshiftFaults;
  readonly logins: LoginRecord[];
  readonly cancels: { readonly isKnown: boolean }[];
  /** Aborted when the stand-in stops. */
  readonly closing: AbortSignal;
  /** Told of each login that is let in, refused or spoiled. */
  readonly onDecided: (login: LoginRecord) => void;
};
