import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { send } from './answer.js';
import type { Fault } from './faults.js';
import { Faults, noStrike } from './faults.js';
import { handle } from './handling.js';
import { makeIdentityState } from './identity/identityState.js';
import type { IssuedToken } from './operations/issuedToken.js';
import type { RequestRecord } from './requestRecord.js';
import { requestLine } from './requestRecord.js';
import type { Rules } from './rules.js';
import { defaultRules } from './rules.js';
import { receive } from './signing/receivedRequest.js';
import type { World } from './world/world.js';

/** How an emulator starts; its rules may be changed later by `emulator.rules`. */
export type AwsEmulatorOptions = Partial<Rules> & {
  readonly world: World;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** Gets one readable line a request, without secrets. */
  readonly log?: (line: string) => void;
};

/** Enough for every test, and an end for a run that never ends. */
const maxRecords = 100_000;
const maxConnections = 1_000;

/**
 * Redshift Serverless, STS, IAM Identity Center, AWS Sign-In and a machine's own credentials, of all regions and accounts of
 * a made-up world, on one loopback address. Signatures are verified, so a client must be configured as for AWS; the region
 * is the one that it signs for.
 */
export class AwsEmulator {
  /** What was asked so far, in the order of the answers. */
  readonly requests: RequestRecord[] = [];
  /** All tokens given out so far. */
  readonly tokens: IssuedToken[] = [];
  /** What the identity services gave out, and the sign-ins that wait for a person. */
  readonly identity = makeIdentityState();
  /** How many requests wait for their answer. */
  waiting = 0;
  private readonly faults = new Faults();
  private readonly closing = new AbortController();
  private readonly pageSecret = randomUUID();

  private constructor(
    private readonly server: Server,
    readonly world: World,
    /** May be changed at any time; counts from the next request on. */
    readonly rules: Rules,
    private readonly log: (line: string) => void,
  ) {
    server.maxConnections = maxConnections;
    server.on('request', (request, response) => {
      // Answers every failure itself; what is left is a client that went away.
      this.waiting += 1;
      response.once('close', () => (this.waiting -= 1));
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: AwsEmulatorOptions): Promise<AwsEmulator> {
    const { world, port = 0, log = () => undefined, ...rules } = options;
    const server = http.createServer();
    const emulator = new AwsEmulator(server, world, { ...defaultRules(), ...rules }, log);
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return emulator;
  }

  /** For `endpoint` or `endpoint_url` of a client. */
  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  inject(fault: Fault): void {
    this.faults.inject(fault);
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /** Takes a connection that came in another way, e.g. out of a TLS tunnel. */
  accept(socket: Duplex): void {
    this.server.emit('connection', socket);
  }

  /** Ends at once, open connections and delayed answers included. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.closing.abort();
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await receive(message);
    if (request === undefined) {
      send(response, { status: 413, headers: { Connection: 'close' }, body: '' }, noStrike, this.rules.now());
      return;
    }
    const { world, rules, tokens, identity, faults, pageSecret, url } = this;
    const state = { world, rules, tokens, identity, faults, pageSecret, url };
    const { answer, strike, record } = await handle(request, state);
    if (this.requests.length < maxRecords) this.requests.push(record);
    this.log(requestLine(record));
    if (strike.delayMs > 0) {
      await sleep(strike.delayMs, undefined, { ref: false, signal: this.closing.signal });
    }
    send(response, answer, strike, this.rules.now());
  }
}
