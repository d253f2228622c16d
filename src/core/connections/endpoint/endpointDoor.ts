import type { Clock } from '../../base/clock.js';
import { JoinedCalls } from '../../base/joinedCalls.js';
import { describeError, type Log } from '../../base/log.js';
import { Turns } from '../../base/turns.js';
import { Cancelled, stopIfCancelled } from '../../base/userError.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import { portsFrom } from './endpointPort.js';
import type { EndpointRecords } from './endpointRecords.js';
import { noPortFree, portTaken, stopped, type EndpointState, type ReachableState } from './endpointState.js';
import type { HandOut } from './handOut.js';
import type { HandOuts } from './handOuts.js';
import type { EndpointOpener, EndpointOwner, HowHolderEnded, OpenEndpoint } from './localEndpoint.js';
import { NextHolder } from './nextHolder.js';
import type { Upstreams } from './upstreams.js';

/** What the doors of all workgroups share. */
export interface DoorParts {
  readonly opener: EndpointOpener;
  readonly records: EndpointRecords;
  readonly handOuts: HandOuts;
  readonly upstreams: Upstreams;
  readonly log: Log;
  readonly clock: Clock;
  /** Whether nothing may listen on the port. */
  readonly isSocketOnly: boolean;
}

/** A person's choice of another port tries no more than these. */
const portsTried = 20;

/** What is done with a door is done in turn. */
const oneTurn = 'door';
const never = new AbortController().signal;

/** The local endpoint of one workgroup: opened, closed, moved, and kept shut from strangers. The owner of its state. */
export class EndpointDoor {
  private state: EndpointState = stopped;
  private endpoint: OpenEndpoint | undefined;
  /** Whether a stranger may know the passwords and they could not be replaced yet: nothing opens before. */
  private isUnburnt = false;
  private readonly opening = new JoinedCalls<ReachableState>();
  private readonly takingOver = new JoinedCalls<undefined>();
  private readonly turns = new Turns();
  private readonly next: NextHolder;

  /** @param failed hears what fails while nobody waits for it */
  constructor(
    readonly ref: WorkgroupRef,
    private readonly parts: DoorParts,
    private readonly changed: () => void,
    failed: (error: unknown) => void,
  ) {
    this.next = new NextHolder(parts.clock, (how) => {
      const shown = parts.handOuts.of(ref);
      return () => void this.takeOver(how, shown).catch(failed);
    });
  }

  get current(): EndpointState {
    return this.state;
  }

  /** Opens it, or joins who is opening it. Throws a `UserError` where a stranger holds the port. */
  start(signal: AbortSignal): Promise<ReachableState> {
    return this.opening.run(oneTurn, signal, (own) =>
      this.turns.take(oneTurn, async () => {
        if (this.state.kind === 'open' || (this.state.kind === 'elsewhere' && this.isWaiting()))
          return this.state;
        const { port } = await this.parts.records.get(this.ref);
        return this.openOn([port], own);
      }),
    );
  }

  /** Moves it to the next port that is free. */
  useOtherPort(signal: AbortSignal): Promise<ReachableState> {
    return this.turns.take(oneTurn, async () => {
      // Who waits for it to end here is not to open the port that is left.
      if (this.endpoint !== undefined) await this.closeNow(true);
      const { records } = this.parts;
      const { port } = await records.get(this.ref);
      const next = portsFrom(port, new Set(records.current.map((record) => record.port)));
      return this.openOn(next.slice(0, portsTried), signal);
    });
  }

  /** @param isWanted whether the next window opens it again; undefined where that stays as it is */
  close(isWanted?: boolean): Promise<void> {
    // Who waits for it to open is told that it was stopped; an opening after this one does not join it.
    this.opening.stopAll();
    this.takingOver.stopAll();
    return this.turns.take(oneTurn, async () => {
      try {
        await this.closeNow(isWanted === false);
      } finally {
        if (isWanted !== undefined) await this.remember(isWanted);
      }
    });
  }

  endSessionsOf(user: string): void {
    this.endpoint?.endSessionsOf(user);
  }

  /** The window that had it is gone. What it has handed out goes on working here, unless a person stopped it. */
  private async takeOver(how: HowHolderEnded, shown: readonly HandOut[]): Promise<void> {
    await this.takingOver.run(oneTurn, never, (own) =>
      this.turns.take(oneTurn, async () => {
        if (this.state.kind !== 'elsewhere' || this.isWaiting()) return undefined;
        const { port, isWanted, handOuts } = await this.parts.records.change(this.ref, (record) => record);
        // Where a person moved it, the other window has it open again by now.
        const isLeft = how === 'stopped' && port === this.state.port;
        try {
          if (isWanted && handOuts.length > 0 && !isLeft) await this.openOn([port], own, shown);
        } finally {
          // Nobody is known to have it, and this window does not.
          if (this.current.kind === 'elsewhere' && !this.isWaiting()) this.assign(stopped);
        }
        return undefined;
      }),
    );
  }

  /**
   * Opens on the first of the ports that is free. Where that fails, the state is what it was before.
   *
   * @param shown what a stranger on the port may know; else everything that was handed out
   */
  private async openOn(
    ports: readonly number[],
    signal: AbortSignal,
    shown?: readonly HandOut[],
  ): Promise<ReachableState> {
    const before = this.state;
    this.next.stop();
    this.assign({ kind: 'opening' });
    try {
      if (this.isUnburnt) await this.burn();
      const { opener, isSocketOnly } = this.parts;
      for (const port of ports) {
        stopIfCancelled(signal);
        const outcome = await opener.open(port, this.owner(), { isSocketOnly });
        if (outcome.kind === 'open') return await this.keepOpen(outcome.endpoint, signal);
        if (ports.length > 1) {
          if (outcome.by === 'ours') outcome.holder.dispose();
          continue;
        }
        if (outcome.by === 'stranger') throw await this.block(port, shown);
        this.next.wait(outcome.holder);
        const state = this.assign({ kind: 'elsewhere', port } as const);
        await this.remember(true);
        return state;
      }
      throw noPortFree(this.ref.name);
    } catch (error) {
      if (this.state.kind === 'opening') this.assign(before);
      throw error;
    }
  }

  /** What is open is held once its port is stored; where that fails, it is closed again. */
  private async keepOpen(endpoint: OpenEndpoint, signal: AbortSignal): Promise<ReachableState> {
    const { records } = this.parts;
    const { port } = endpoint;
    try {
      if (signal.aborted) throw new Cancelled();
      if (records.of(this.ref)?.port !== port)
        await records.change(this.ref, (record) => ({ ...record, port }));
    } catch (error) {
      await endpoint.close(false);
      throw error;
    }
    this.endpoint = endpoint;
    const state = this.showOpen(endpoint);
    await this.remember(true);
    return state;
  }

  /**
   * A stranger holds the port, and whoever connected to it may have shown it what opens the endpoint. Of several windows
   * that meet it at the same time, the one that replaces the passwords says so.
   */
  private async block(port: number, shown?: readonly HandOut[]): Promise<Error> {
    const hadHandOuts = this.parts.handOuts.of(this.ref).length > 0;
    this.assign({ kind: 'blocked', port });
    const hasBurnt = await this.burn(shown);
    if (shown !== undefined && !hasBurnt) return new Cancelled();
    return portTaken(this.ref.name, port, hadHandOuts);
  }

  private async burn(shown?: readonly HandOut[]): Promise<boolean> {
    this.isUnburnt = true;
    const hasBurnt = await this.parts.handOuts.burn(this.ref, shown);
    this.isUnburnt = false;
    return hasBurnt;
  }

  /** @param isStopped whether no other window is to take it over */
  private async closeNow(isStopped: boolean): Promise<void> {
    const { endpoint } = this;
    this.endpoint = undefined;
    this.next.stop();
    this.assign(stopped);
    await endpoint?.close(isStopped);
  }

  /** Where this cannot be stored, what is open or closed stays so all the same. */
  private async remember(isWanted: boolean): Promise<void> {
    try {
      await this.parts.records.change(this.ref, (record) =>
        record.isWanted === isWanted ? record : { ...record, isWanted },
      );
    } catch (error) {
      this.parts.log.warn(describeError(error));
    }
  }

  private owner(): EndpointOwner {
    const { ref, parts } = this;
    return {
      passwordOf: (user) => parts.handOuts.passwordOf(ref, user),
      upstream: (signal) => parts.upstreams.get(ref, signal),
      refused: (upstream, refusal) => parts.upstreams.refused(ref, upstream, refusal),
      sessionsChanged: () => {
        if (this.endpoint !== undefined) this.showOpen(this.endpoint);
      },
    };
  }

  /** For the end of the window that has it. */
  private isWaiting(): boolean {
    return this.next.isWaiting;
  }

  private showOpen({ port, socketFolder, sessions }: OpenEndpoint): ReachableState {
    const { isSocketOnly } = this.parts;
    return this.assign({ kind: 'open', port, isSocketOnly, socketFolder, sessions: [...sessions] });
  }

  private assign<T extends EndpointState>(state: T): T {
    if (state === this.state) return state;
    this.state = state;
    this.changed();
    return state;
  }
}
