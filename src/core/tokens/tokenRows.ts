import type { Clock } from '../base/clock.js';
import type { Row } from '../sources/sourceRow.js';
import type { Workgroup } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import type { Refusals } from './refusals.js';
import { tokenState } from './token.js';
import { workgroupRow } from './workgroupRow.js';

/** The rows of workgroups, as their tokens stand now. */
export class TokenRows {
  constructor(
    private readonly held: HeldTokens,
    private readonly refusals: Refusals,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
  ) {}

  row(workgroup: Workgroup): Row {
    const now = this.clock.now();
    const state = tokenState(this.held.tokenOf(workgroup), now, this.leadMinutes());
    return workgroupRow(workgroup, state, this.refusals.of(workgroup), now);
  }

  /** Keys of the workgroups whose row says something of a token. */
  noted(): ReadonlySet<string> {
    return new Set([...this.held.coveredKeys, ...this.refusals.refusedKeys]);
  }
}
