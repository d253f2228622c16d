import type { Clock } from '../base/clock.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from '../tokens/heldTokens.js';
import { tokenState } from '../tokens/token.js';
import { cellStatus, type CellStatus } from './cellStatus.js';
import { cellConnection } from './connectionCells.js';
import type { EndpointRecords } from './endpointRecords.js';
import type { Endpoints } from './endpoints.js';

/** What is known of the workgroup that a notebook's cell connects to. */
export class CellRows {
  constructor(
    private readonly records: Pick<EndpointRecords, 'current'>,
    private readonly endpoints: Pick<Endpoints, 'stateOf'>,
    private readonly held: Pick<HeldTokens, 'tokenOf'>,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
  ) {}

  /** The workgroup of a cell of ours that this window can connect, or undefined. */
  workgroupOf(text: string): WorkgroupRef | undefined {
    const arn = cellConnection(text);
    return arn === undefined
      ? undefined
      : this.records.current.map(({ workgroup }) => workgroup).find((ref) => ref.arn === arn);
  }

  status(ref: WorkgroupRef): CellStatus {
    const now = this.clock.now();
    const token = tokenState(this.held.tokenOf(ref), now, this.leadMinutes());
    return cellStatus(ref.name, token, this.endpoints.stateOf(ref), now);
  }
}
