import { once } from 'node:events';
import type { ListenOptions, Server, Socket } from 'node:net';
import net from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { Limiter } from '../core/base/limiter.js';
import { describeError, type Log } from '../core/base/log.js';
import type {
  EndpointOwner,
  EndpointSession,
  OpenEndpoint,
} from '../core/connections/endpoint/localEndpoint.js';
import { CancelKeys } from './cancel.js';
import { ClientConnection, type EndpointServices } from './clientConnection.js';
import type { EndpointIdentity } from './endpointIdentity.js';
import { LocalLogin } from './localLogin.js';
import { waitingLimit } from './quietConnection.js';
import { stopped, tooManyClients } from './refusal.js';
import { endSocket } from './socketEnd.js';

const loginsAtATime = 10;
const sessionLimit = 100;
/** Who has not given a password yet: those that log in, wait for that, or say nothing. */
const strangerLimit = 100;
/** Above it the system's accept is answered with a close alone. */
const connectionLimit = 2 * (sessionLimit + strangerLimit);

/** One workgroup's endpoint: who is connected, and how many may be. */
export class LocalEndpoint implements OpenEndpoint {
  socketFolder: string | undefined;
  private readonly connections = new Set<ClientConnection>();
  private readonly servers: Server[] = [];
  private readonly services: EndpointServices;

  constructor(
    readonly port: number,
    owner: EndpointOwner,
    identity: EndpointIdentity,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.services = {
      owner,
      clock,
      log,
      localLogin: new LocalLogin(clock, (user) => owner.passwordOf(user)),
      places: new Limiter(loginsAtATime),
      cancelKeys: new CancelKeys(),
      proof: (nonce) => identity.proof(nonce, port),
      placeToWait: () => this.placeToWait(),
      admit: () => {
        if (this.count((user) => user !== undefined) >= sessionLimit) throw tooManyClients();
      },
    };
  }

  get sessions(): readonly EndpointSession[] {
    return [...this.connections].map(({ session }) => session).filter((session) => session !== undefined);
  }

  /** Opens a door to this endpoint. Throws where it cannot listen there. */
  async listen(address: ListenOptions): Promise<void> {
    const server = net.createServer({ noDelay: true }, (socket) => this.accept(socket));
    server.maxConnections = connectionLimit + waitingLimit;
    server.listen({ ...address, exclusive: true });
    await once(server, 'listening');
    server.on('error', (error) => this.log.warn(describeError(error)));
    this.servers.push(server);
  }

  private accept(socket: Socket): void {
    if (this.count((user) => user === undefined) >= strangerLimit) {
      socket.on('error', () => undefined);
      endSocket(socket, this.clock, tooManyClients().response);
      return;
    }
    const connection = new ClientConnection(socket, this.services);
    this.connections.add(connection);
    // Never throws.
    void connection.serve().finally(() => this.connections.delete(connection));
  }

  endSessionsOf(user: string): void {
    for (const connection of this.connections) if (connection.user === user) connection.stop(stopped());
  }

  /** The windows that wait are let go last: what they are to open is free by then, the socket's file first. */
  async close(isStopped: boolean): Promise<void> {
    const closing = this.servers
      .splice(0)
      .reverse()
      .map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
    const connections = [...this.connections];
    for (const connection of connections) if (connection.waitsAt === undefined) connection.stop(stopped());
    for (const connection of connections) if (connection.waitsAt !== undefined) connection.letGo(isStopped);
    await Promise.all(closing);
  }

  private count(isMeant: (user: string | undefined) => boolean): number {
    return [...this.connections].filter(({ user, waitsAt }) => waitsAt === undefined && isMeant(user)).length;
  }

  private placeToWait(): number | undefined {
    const taken = new Set([...this.connections].map(({ waitsAt }) => waitsAt));
    return Array.from({ length: waitingLimit }, (_, place) => place).find((place) => !taken.has(place));
  }
}
