import { once } from 'node:events';
import type { AddressInfo, Server, Socket } from 'node:net';
import net from 'node:net';
import type { TestCa } from '../testCa.js';
import { testCa } from '../testCa.js';
import type { World } from '../world/world.js';
import { CancelKeys } from './cancelKeys.js';
import { Certificates } from './certificates.js';
import { serveClient } from './clientLogin.js';
import type { LoginRecord } from './loginRecord.js';
import { loginLine } from './loginRecord.js';
import { Gone } from './messages.js';
import { sharedPostgres, type PostgresServer } from './postgresServer.js';
import type { RedshiftFault } from './redshiftFaults.js';
import { RedshiftFaults } from './redshiftFaults.js';
import { Roles } from './roles.js';
import type { StandInParts } from './standInParts.js';
import type { GivingAws } from './tokenCheck.js';

/** How a stand-in starts. */
export type RedshiftStandInOptions = {
  /** Who gives the tokens, and whose workgroups these are. */
  readonly aws: GivingAws;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /**
   * The workgroup that `localhost` stands for, by its ARN; all of them when absent. A client that names a workgroup's own
   * host in TLS means that one in any case.
   */
  readonly workgroupArn?: string;
  /** Who makes its certificates; an authority of its own when absent. */
  readonly ca?: TestCa;
  /** What answers queries; the server of this process when absent. */
  readonly postgres?: PostgresServer;
  /** Gets one readable line a login, without secrets. */
  readonly log?: (line: string) => void;
};

const maxConnections = 1_000;

/**
 * Amazon Redshift with IAM Identity Center on one loopback port, in front of a real PostgreSQL: TLS, the login with a token
 * that the AWS emulator gave, Redshift's refusals, and after that PostgreSQL's own bytes. It ends open connections when it
 * stops; the PostgreSQL server goes on.
 */
export class RedshiftStandIn {
  /** All logins so far, in the order of their startup packets. */
  readonly logins: LoginRecord[] = [];
  /** All requests to cancel so far, and whether their keys were those of an open connection. */
  readonly cancels: { readonly isKnown: boolean }[] = [];
  private readonly faults = new RedshiftFaults();
  private readonly closing = new AbortController();
  private readonly sockets = new Set<Socket>();
  private readonly failures: unknown[] = [];
  private opened = 0;

  private constructor(
    private readonly server: Server,
    private readonly authority: TestCa,
    { aws, workgroupArn, log = () => undefined }: RedshiftStandInOptions,
    { socketPath }: PostgresServer,
  ) {
    const workgroups = aws.world.places.flatMap((place) => place.workgroups);
    const workgroup = workgroups.find((each) => each.workgroupArn === workgroupArn);
    if (workgroupArn !== undefined && workgroup === undefined)
      throw new Error(`No workgroup ${workgroupArn}.`);
    const parts: StandInParts = {
      aws,
      workgroup,
      socketPath,
      certificates: new Certificates(authority),
      roles: new Roles(socketPath),
      keys: new CancelKeys(),
      faults: this.faults,
      logins: this.logins,
      cancels: this.cancels,
      closing: this.closing.signal,
      onDecided: (login) => log(loginLine(login, aws.rules.now())),
    };
    server.maxConnections = maxConnections;
    server.on('connection', (socket) => this.serve(socket, parts));
  }

  static async create(options: RedshiftStandInOptions): Promise<RedshiftStandIn> {
    const { port = 0, ca = testCa(), postgres = await sharedPostgres() } = options;
    // A real server's small messages go out at once: left to wait, they make every login longer.
    const server = net.createServer({ noDelay: true });
    const standIn = new RedshiftStandIn(server, ca, options, postgres);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return standIn;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** What a client must trust. */
  get certificatePem(): string {
    return this.authority.certificatePem;
  }

  /** TCP connections: open now, and ever. */
  get connections(): { readonly open: number; readonly opened: number } {
    return { open: this.sockets.size, opened: this.opened };
  }

  /** Makes this the address of every workgroup that has one, so that clients come here without knowing. */
  takeOver(world: World): void {
    for (const { endpoint } of world.places.flatMap((place) => place.workgroups)) {
      if (endpoint !== undefined) Object.assign(endpoint, { address: 'localhost', port: this.port });
    }
  }

  inject(fault: RedshiftFault): void {
    this.faults.inject(fault);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /** Ends at once, open connections included. Throws what went wrong in the stand-in itself. */
  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.closing.abort();
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
    if (this.failures.length > 0) throw new AggregateError(this.failures, 'The Redshift stand-in failed.');
  }

  private serve(socket: Socket, parts: StandInParts): void {
    this.opened += 1;
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // Its end is what counts.
    socket.on('error', () => undefined);
    serveClient(socket, parts).catch((error: unknown) => {
      if (!(error instanceof Gone)) this.failures.push(error);
      socket.destroy();
    });
  }
}
