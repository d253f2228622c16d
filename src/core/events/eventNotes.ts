import type { Clock } from '../base/clock.js';
import { Owner, type Disposable } from '../base/disposable.js';
import { hourMs } from '../base/duration.js';
import type { EndpointRecords } from '../connections/endpoint/endpointRecords.js';
import type { Endpoints } from '../connections/endpoint/endpoints.js';
import type { HandOut } from '../connections/endpoint/handOut.js';
import type { HeldSignIns } from '../identity/heldSignIns.js';
import type { Renewal } from '../identity/renewal.js';
import { workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';
import type { HeldTokens } from '../tokens/heldTokens.js';
import { LoginRefusal } from '../tokens/loginRefusals.js';
import type { Refusals } from '../tokens/refusals.js';
import type { Token } from '../tokens/token.js';
import type { EventRecord } from './eventRecord.js';
import { namesOf } from './recordedEvent.js';

interface NotedParts {
  readonly record: Pick<EventRecord, 'note'>;
  readonly held: Pick<HeldTokens, 'current' | 'tokenOf' | 'onDidChange'>;
  readonly refusals: Pick<Refusals, 'of' | 'onDidChange'>;
  readonly records: Pick<EndpointRecords, 'current' | 'onDidChange'>;
  readonly endpoints: Pick<Endpoints, 'open' | 'stateOf' | 'onDidChange'>;
  readonly signIns: Pick<HeldSignIns, 'state' | 'onDidChange'>;
  /** The local one. */
  readonly clock: Clock;
  /** AWS's time. */
  readonly serverClock: Clock;
}

interface NotedHandOut {
  readonly workgroup: WorkgroupRef;
  readonly handOut: HandOut;
}

/** Notes what the state says has happened. What another window noted too carries the same mark. */
export class EventNotes implements Disposable {
  private readonly own = new Owner();
  private tokens: ReadonlyMap<string, Token> = new Map();
  private handOuts: ReadonlyMap<string, NotedHandOut> = new Map();
  private readonly refused = new Map<string, unknown>();
  private readonly usedAt = new Map<string, number>();
  private readonly signIns = new Map<string, Renewal>();
  private readonly beganAt: number;

  constructor(private readonly parts: NotedParts) {
    const { held, refusals, records, endpoints, signIns, clock } = parts;
    this.beganAt = clock.now();
    this.own.add(held.onDidChange(() => this.lookAtTokens()));
    this.own.add(refusals.onDidChange(() => this.lookAtRefusals()));
    this.own.add(records.onDidChange(() => this.lookAtHandOuts()));
    this.own.add(endpoints.onDidChange(() => this.lookAtSessions()));
    this.own.add(signIns.onDidChange((name) => this.lookAtSignIn(name)));
  }

  dispose(): void {
    this.own.dispose();
  }

  private lookAtTokens(): void {
    const { held, record, serverClock } = this.parts;
    const before = this.tokens;
    this.tokens = new Map(held.current.map((token) => [token.id, token]));
    for (const [mark, token] of before) {
      const now = this.tokens.get(mark);
      const workgroups = namesOf(token.workgroups);
      if (now === undefined) {
        // One that another has taken the place of was not forgotten.
        const isLost = token.workgroups.some((ref) => held.tokenOf(ref) === undefined);
        if (isLost) record.note({ kind: 'forgotten', workgroups, mark });
      } else if (now.expiresAt < token.expiresAt && now.expiresAt <= serverClock.now()) {
        record.note({ kind: 'refused', workgroups, who: 'Redshift', mark });
      }
    }
  }

  private lookAtRefusals(): void {
    const { refusals, record, held } = this.parts;
    for (const ref of held.current.flatMap(({ workgroups }) => workgroups)) {
      const [key, reason] = [workgroupKey(ref), refusals.of(ref)];
      const isNew = reason instanceof LoginRefusal && this.refused.get(key) !== reason;
      this.refused.set(key, reason);
      if (isNew) record.note({ kind: 'refused', workgroups: namesOf([ref]), who: 'Redshift' });
    }
  }

  private lookAtHandOuts(): void {
    const { records, record } = this.parts;
    const before = this.handOuts;
    this.handOuts = new Map(
      records.current.flatMap(({ workgroup, handOuts }) =>
        handOuts.map((handOut) => [`${workgroupKey(workgroup)} ${handOut.user}`, { workgroup, handOut }]),
      ),
    );
    for (const [mark, { workgroup, handOut }] of this.handOuts) {
      // What was made before this window began has been noted by the one that made it.
      if (before.has(mark) || handOut.madeAt < this.beganAt) continue;
      record.note({ kind: 'handedOut', workgroups: namesOf([workgroup]), who: handOut.client, mark });
    }
    for (const [mark, { workgroup, handOut }] of before) {
      if (this.handOuts.has(mark)) continue;
      record.note({ kind: 'revoked', workgroups: namesOf([workgroup]), who: handOut.client, mark });
    }
  }

  /** A pool logs in again and again: the first login of a hand-out in an hour says enough. */
  private lookAtSessions(): void {
    const { endpoints, record, clock } = this.parts;
    const now = clock.now();
    for (const ref of endpoints.open) {
      const state = endpoints.stateOf(ref);
      for (const { user } of state.kind === 'open' ? state.sessions : []) {
        const key = `${workgroupKey(ref)} ${user}`;
        const last = this.usedAt.get(key);
        if (last !== undefined && now >= last && now < last + hourMs) continue;
        this.usedAt.set(key, now);
        const who = this.handOuts.get(key)?.handOut.client ?? user;
        record.note({ kind: 'used', workgroups: namesOf([ref]), who });
      }
    }
  }

  private lookAtSignIn(name: string): void {
    const { signIns, record } = this.parts;
    const [before, state] = [this.signIns.get(name), signIns.state(name)];
    if (state === undefined) return;
    this.signIns.set(name, state);
    const startOf = (renewal: Renewal | undefined): number | undefined =>
      renewal?.kind === 'signedIn' ? renewal.signedInAt : undefined;
    const [was, is] = [startOf(before), startOf(state)];
    if (is !== undefined && is !== was && is >= this.parts.serverClock.now() - hourMs)
      record.note({ kind: 'signedIn', workgroups: [], who: name, mark: `${name} ${is}` });
    const isOut = before !== undefined && before.kind !== 'signedOut' && state.kind === 'signedOut';
    const mark = was === undefined ? undefined : `${name} ${was}`;
    if (isOut) record.note({ kind: 'signedOut', workgroups: [], who: name, mark });
  }
}
