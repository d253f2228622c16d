import type { Clock } from '../../base/clock.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import type { HeldTokens } from '../../tokens/heldTokens.js';
import type { Refusals } from '../../tokens/refusals.js';
import { tokenState, type TokenState } from '../../tokens/token.js';
import { cellStatus, strangeCellStatus, type CellStatus } from './cellStatus.js';
import { cellConnection } from './connectionCells.js';
import type { EndpointRecords } from '../endpoint/endpointRecords.js';
import type { Endpoints } from '../endpoint/endpoints.js';
import { isReachable } from '../endpoint/endpointState.js';
import { writtenPlaces } from './writtenSecret.js';

/** What is known of the workgroups that notebooks' cells connect to. */
export class CellRows {
  constructor(
    private readonly records: Pick<EndpointRecords, 'current'>,
    private readonly endpoints: Pick<Endpoints, 'stateOf'>,
    private readonly held: Pick<HeldTokens, 'tokenOf'>,
    private readonly refusals: Pick<Refusals, 'of'>,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
  ) {}

  /**
   * The workgroup of a cell of ours that this window can connect, or undefined. The same ARN may be listed by two
   * sources: the cell's user tells which of them it was, and that it was this computer's.
   */
  workgroupOf(text: string): WorkgroupRef | undefined {
    const arn = cellConnection(text)?.arn;
    if (arn === undefined) return undefined;
    return this.records.current.find(
      ({ workgroup, handOuts }) =>
        workgroup.arn === arn && handOuts.some(({ user }) => writtenPlaces(text, user).length > 0),
    )?.workgroup;
  }

  /** What stands below a cell, or undefined where it is none of ours. */
  status(text: string): CellStatus | undefined {
    const connection = cellConnection(text);
    if (connection === undefined) return undefined;
    const ref = this.workgroupOf(text);
    if (ref === undefined) return strangeCellStatus(connection.workgroupName);
    return cellStatus(
      ref.name,
      this.tokenOf(ref),
      this.refusals.of(ref),
      this.endpoints.stateOf(ref),
      this.clock.now(),
    );
  }

  /** Whether a login would get in now, as far as this window knows. */
  canConnect(ref: WorkgroupRef): boolean {
    const { kind } = this.tokenOf(ref);
    if (this.refusals.of(ref) !== undefined) return false;
    return isReachable(this.endpoints.stateOf(ref)) && (kind === 'valid' || kind === 'expiring');
  }

  private tokenOf(ref: WorkgroupRef): TokenState {
    return tokenState(this.held.tokenOf(ref), this.clock.now(), this.leadMinutes());
  }
}
