import type { Clock } from '../base/clock.js';
import { minuteMs } from '../base/duration.js';
import type { Catalogue } from '../sources/catalogue.js';
import { isWorkgroupName } from '../sources/givenWorkgroup.js';
import type { Selection } from '../sources/selection.js';
import type { SourceList } from '../sources/sourceList.js';
import { byName, workgroupKey, type WorkgroupRef, type WorkgroupStatus } from '../sources/workgroup.js';
import type { HeldTokens } from './heldTokens.js';
import { LoginRefusal } from './loginRefusals.js';
import type { Refusals } from './refusals.js';
import { tokenState, type TokenState } from './token.js';

/** What an agent may know of a workgroup. */
export interface KnownWorkgroup {
  readonly name: string;
  readonly status: WorkgroupStatus;
  /** `refused`: Redshift did not take it, before its time was up. */
  readonly token: TokenState['kind'] | 'refused';
  /** Of a token that is good. */
  readonly minutesLeft?: number;
}

export interface AgentWorkgroup {
  readonly ref: WorkgroupRef;
  readonly known: KnownWorkgroup;
}

/** The workgroups that are known by now: listed, ticked, or with a token. Nobody is asked. */
export class AgentWorkgroups {
  constructor(
    private readonly sources: Pick<SourceList, 'current'>,
    private readonly catalogue: Pick<Catalogue, 'workgroups'>,
    private readonly selection: Pick<Selection, 'current'>,
    private readonly held: Pick<HeldTokens, 'current' | 'tokenOf'>,
    private readonly refusals: Pick<Refusals, 'of'>,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
  ) {}

  /** Sorted by name. One whose name is not of the shape that AWS allows is left out: a model reads it as text. */
  current(): readonly AgentWorkgroup[] {
    const listed = (this.sources.current?.sources ?? []).flatMap((source) =>
      this.catalogue.workgroups(source),
    );
    const statuses = new Map(listed.map((workgroup) => [workgroupKey(workgroup), workgroup.status]));
    const covered = this.held.current.flatMap(({ workgroups }) => workgroups);
    const all = new Map<string, WorkgroupRef>(
      [...covered, ...this.selection.current, ...listed].map((ref) => [workgroupKey(ref), ref]),
    );
    return [...all]
      .filter(([, { name }]) => isWorkgroupName(name))
      .map(([key, ref]) => ({
        ref,
        known: { name: ref.name, status: statuses.get(key) ?? 'UNKNOWN', ...this.token(ref) },
      }))
      .sort((left, right) => byName(left.ref, right.ref));
  }

  private token(ref: WorkgroupRef): Pick<KnownWorkgroup, 'token' | 'minutesLeft'> {
    const now = this.clock.now();
    const state = tokenState(this.held.tokenOf(ref), now, this.leadMinutes());
    if (state.kind === 'none' || state.kind === 'expired') return { token: state.kind };
    if (this.refusals.of(ref) instanceof LoginRefusal) return { token: 'refused' };
    return { token: state.kind, minutesLeft: Math.floor((state.token.expiresAt - now) / minuteMs) };
  }
}
