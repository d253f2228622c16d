import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type {
  EndpointOwner,
  OpenEndpoint,
  OpenOutcome,
  ServerRefusal,
  Upstream,
} from '../../../src/core/connections/endpoint/localEndpoint.js';
import { LocalEndpoints } from '../../../src/wire/localEndpoints.js';
import { CollectedLog } from '../../fakes/collectedLog.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import { freePort } from '../../host/freePort.js';
import { RawClient } from './rawClient.js';
import { ScriptedRedshift } from './scriptedRedshift.js';

export const anna = { user: 'anna', password: 'rsidc_secret' };
export const token = 'canary-token';

/** A local endpoint before a scripted Redshift, and what it asked its owner. */
export class EndpointStage implements EndpointOwner {
  readonly redshift = new ScriptedRedshift();
  readonly log = new CollectedLog();
  readonly passwords = new Map([[anna.user, anna.password]]);
  readonly refusals: ServerRefusal[] = [];
  hint: string | undefined;
  serverName = 'wg.test';
  /** Instead of the server: what the owner does. */
  onUpstream: ((signal: AbortSignal) => Promise<Upstream>) | undefined;
  upstreamCalls = 0;
  sessionChanges = 0;
  port = 0;
  folder = '';
  endpoint!: OpenEndpoint;
  serverPort = 0;

  constructor(readonly clock = new FakeClock()) {}

  async start(isSocketOnly = false): Promise<this> {
    this.folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'rsidc-')), 'sockets');
    this.serverPort = await this.redshift.start();
    this.port = await freePort();
    const outcome = await this.open(isSocketOnly);
    if (outcome.kind !== 'open') throw new Error('The port of the test is taken.');
    this.endpoint = outcome.endpoint;
    return this;
  }

  /** As a window does that has the same folder. */
  open(isSocketOnly = false): Promise<OpenOutcome> {
    const { folder, clock, log } = this;
    return new LocalEndpoints({ folder, runtimeFolder: undefined, clock, log }).open(this.port, this, {
      isSocketOnly,
    });
  }

  async stop(): Promise<void> {
    await this.redshift.stop();
    const closing = this.endpoint.close(false);
    this.clock.advance(60_000);
    await closing;
    await rm(path.dirname(this.folder), { recursive: true });
  }

  client(): RawClient {
    return new RawClient({ host: '127.0.0.1', port: this.port });
  }

  /** A client whose password was right. */
  async loggedIn(parameters: Readonly<Record<string, string>> = {}): Promise<RawClient> {
    const client = this.client().start(anna.user, parameters);
    return client.password(anna.user, anna.password);
  }

  /** A client that may send queries. */
  async session(parameters: Readonly<Record<string, string>> = {}): Promise<RawClient> {
    const client = await this.loggedIn(parameters);
    for (let said = ''; !said.startsWith('Z');) said = await client.message();
    return client;
  }

  passwordOf(user: string): string | undefined {
    return this.passwords.get(user);
  }

  async upstream(signal: AbortSignal): Promise<Upstream> {
    this.upstreamCalls += 1;
    if (this.onUpstream !== undefined) return this.onUpstream(signal);
    return Promise.resolve({
      host: '127.0.0.1',
      port: this.serverPort,
      serverName: this.serverName,
      database: 'dev',
      token,
    });
  }

  refused(_upstream: Upstream, refusal: ServerRefusal): string | undefined {
    this.refusals.push(refusal);
    return this.hint;
  }

  sessionsChanged(): void {
    this.sessionChanges += 1;
  }
}

/** Waits for something that comes by itself. */
export async function eventually(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 1));
}
