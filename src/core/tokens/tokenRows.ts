import type { Clock } from '../base/clock.js';
import type { Row } from '../sources/sourceRow.js';
import type { Workgroup } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import { inMemoryNote } from './inMemoryNote.js';
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
    const row = workgroupRow(workgroup, state, this.refusals.of(workgroup), now);
    if (state.kind === 'none') return row;
    return { ...row, tooltip: [row.tooltip, ...inMemoryNote(this.held)].join('\n\n') };
  }

  /** Of each workgroup whose row says something of a token, by key: what it says it of. Another one, another row. */
  noted(): ReadonlyMap<string, object> {
    return new Map<string, object>([...this.refusals.entries(), ...this.held.entries()]);
  }
}
