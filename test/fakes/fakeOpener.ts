import type {
  EndpointOpener,
  EndpointOwner,
  EndpointSession,
  HolderWatch,
  HowHolderEnded,
  OpenEndpoint,
  OpenOptions,
  OpenOutcome,
} from '../../src/core/connections/endpoint/localEndpoint.js';

/** An endpoint that is open without any socket. */
class FakeEndpoint implements OpenEndpoint {
  readonly socketFolder = '/run/endpoints';
  sessions: readonly EndpointSession[] = [];

  constructor(
    private readonly opener: FakeOpener,
    readonly port: number,
    readonly owner: EndpointOwner,
  ) {}

  endSessionsOf(user: string): void {
    this.sessions = this.sessions.filter((session) => session.user !== user);
    this.owner.sessionsChanged();
  }

  async close(isStopped: boolean): Promise<void> {
    await this.opener.closing;
    this.opener.calls.push(`close ${this.port}`);
    this.opener.endpoints.delete(this.port);
    this.opener.end(this.port, isStopped ? 'stopped' : 'gone');
  }
}

/** Opens endpoints on the ports that a test leaves free. */
export class FakeOpener implements EndpointOpener {
  readonly endpoints = new Map<number, FakeEndpoint>();
  readonly strangers = new Set<number>();
  readonly otherWindows = new Set<number>();
  private readonly watches: { readonly port: number; readonly end: (how: HowHolderEnded) => void }[] = [];
  /** What was asked, in words. */
  readonly calls: string[] = [];
  /** Opening and closing wait for these. */
  opening: Promise<unknown> = Promise.resolve();
  closing: Promise<unknown> = Promise.resolve();
  failure: Error | undefined;

  async open(port: number, owner: EndpointOwner, { isSocketOnly }: OpenOptions): Promise<OpenOutcome> {
    this.calls.push(`open ${port}${isSocketOnly ? ' socket only' : ''}`);
    await this.opening;
    if (this.failure !== undefined) throw this.failure;
    if (this.strangers.has(port)) return { kind: 'taken', by: 'stranger' };
    if (this.otherWindows.has(port) || this.endpoints.has(port))
      return { kind: 'taken', by: 'ours', holder: this.watch(port) };
    const endpoint = new FakeEndpoint(this, port, owner);
    this.endpoints.set(port, endpoint);
    return { kind: 'open', endpoint };
  }

  isOurs(port: number): Promise<boolean> {
    return Promise.resolve(this.otherWindows.has(port) || this.endpoints.has(port));
  }

  /** The window that has the port is gone; who waits for that hears of it. */
  end(port: number, how: HowHolderEnded): void {
    this.otherWindows.delete(port);
    for (const watch of this.watches.splice(0)) {
      if (watch.port === port) watch.end(how);
      else this.watches.push(watch);
    }
  }

  private watch(port: number): HolderWatch {
    const { promise: ended, resolve: end } = Promise.withResolvers<HowHolderEnded>();
    this.watches.push({ port, end });
    return { place: 0, ended, dispose: () => undefined };
  }

  /** A client comes in with a user and a password; answers whether it is let in. */
  connect(port: number, user: string, password: string): boolean {
    const endpoint = this.endpoints.get(port);
    if (endpoint?.owner.passwordOf(user) !== password) return false;
    endpoint.sessions = [...endpoint.sessions, { user, applicationName: 'a client', since: 7 }];
    endpoint.owner.sessionsChanged();
    return true;
  }

  owner(port: number): EndpointOwner {
    const endpoint = this.endpoints.get(port);
    if (endpoint === undefined) throw new Error(`Nothing is open on port ${port}.`);
    return endpoint.owner;
  }
}
