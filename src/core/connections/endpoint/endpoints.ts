import type { Disposable } from '../../base/disposable.js';
import { Emitter } from '../../base/emitter.js';
import { describeError } from '../../base/log.js';
import { endpointForbidden, type Restrictions } from '../../base/restrictions.js';
import { Cancelled, UserError } from '../../base/userError.js';
import { workgroupKey, type WorkgroupRef } from '../../sources/workgroup.js';
import { EndpointDoor, type DoorParts } from './endpointDoor.js';
import { stopped, type EndpointState, type ReachableState } from './endpointState.js';
import type { EndpointAnnouncer } from './upstreams.js';

/** The local endpoints of all workgroups: which there are, and who is connected to them. */
export class Endpoints implements Disposable {
  private readonly doors = new Map<string, EndpointDoor>();
  private readonly parts: DoorParts;
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(
    parts: Omit<DoorParts, 'isSocketOnly'>,
    private readonly announcer: EndpointAnnouncer,
    private readonly restrictions: Pick<Restrictions, 'localEndpoint'>,
  ) {
    this.parts = { ...parts, isSocketOnly: restrictions.localEndpoint === 'socketOnly' };
  }

  /** The workgroups whose endpoints are open in this window. */
  get open(): readonly WorkgroupRef[] {
    return [...this.doors.values()].filter(({ current }) => current.kind === 'open').map(({ ref }) => ref);
  }

  /** The ports that this window listens on, or has in the names of its sockets. */
  get portsHere(): readonly number[] {
    return [...this.doors.values()].flatMap(({ current }) => (current.kind === 'open' ? [current.port] : []));
  }

  /** Whether a window of ours has an endpoint open on the port. */
  async isOpenOn(port: number): Promise<boolean> {
    const { opener, isSocketOnly } = this.parts;
    return opener.isOurs(port, { isSocketOnly });
  }

  stateOf(ref: WorkgroupRef): EndpointState {
    return this.doors.get(workgroupKey(ref))?.current ?? stopped;
  }

  /**
   * Opens the workgroup's endpoint, or joins who is opening it.
   *
   * @returns `open`, or `elsewhere` where another window of ours has it. Throws a `UserError` where an administrator
   * forbids it, or where a stranger holds the port: then the passwords have been replaced
   */
  async start(ref: WorkgroupRef, signal: AbortSignal): Promise<ReachableState> {
    return this.allowedDoor(ref).start(signal);
  }

  /** Closes it, and does not open it again with the next window. Open sessions are ended. */
  async stop(ref: WorkgroupRef): Promise<void> {
    await this.door(ref).close(false);
  }

  /** Closes all, as the window does: those that are wanted open again with the next one. */
  async stopAll(): Promise<void> {
    await Promise.all([...this.doors.values()].map((door) => door.close()));
  }

  /** A person's choice: moves the endpoint to the next port that is free, and stores that. */
  async useOtherPort(ref: WorkgroupRef, signal: AbortSignal): Promise<ReachableState> {
    return this.allowedDoor(ref).useOtherPort(signal);
  }

  /** The clients that are logged in, as their hand-outs name them. */
  clients(ref: WorkgroupRef): readonly string[] {
    const state = this.stateOf(ref);
    const users = new Set(state.kind === 'open' ? state.sessions.map(({ user }) => user) : []);
    const handOuts = this.parts.handOuts.of(ref);
    return [...new Set(handOuts.flatMap(({ user, client }) => (users.has(user) ? [client] : [])))];
  }

  /** Revokes a hand-out and ends its sessions. */
  async revoke(ref: WorkgroupRef, user: string): Promise<void> {
    await this.parts.handOuts.revoke(ref, user);
    this.doors.get(workgroupKey(ref))?.endSessionsOf(user);
  }

  /** Opens, at the start of a window, what clients have saved connections to, unless a person stopped it. */
  async restartHeld(signal: AbortSignal): Promise<void> {
    if (this.restrictions.localEndpoint === 'off') return;
    await this.parts.records.loadAll();
    const wanted = this.parts.handOuts.all().filter(({ isWanted }) => isWanted);
    await Promise.all(wanted.map(({ workgroup }) => this.startUnasked(workgroup, signal)));
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async startUnasked(ref: WorkgroupRef, signal: AbortSignal): Promise<void> {
    try {
      await this.start(ref, signal);
    } catch (error) {
      this.failed(ref, error);
    }
  }

  /** Nobody waits for it. */
  private failed(ref: WorkgroupRef, error: unknown): void {
    if (error instanceof UserError) this.announcer.say(ref, error);
    else if (!(error instanceof Cancelled)) this.parts.log.warn(describeError(error));
  }

  private allowedDoor(ref: WorkgroupRef): EndpointDoor {
    if (this.restrictions.localEndpoint === 'off') throw endpointForbidden();
    return this.door(ref);
  }

  private door(ref: WorkgroupRef): EndpointDoor {
    const key = workgroupKey(ref);
    const door =
      this.doors.get(key) ??
      new EndpointDoor(
        ref,
        this.parts,
        () => this.changed.fire(undefined),
        (error) => this.failed(ref, error),
      );
    this.doors.set(key, door);
    return door;
  }
}
