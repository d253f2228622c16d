import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import pg from 'pg';
import type { EndpointConnection } from '../../../src/core/connections/connection.js';
import { firstPort } from '../../../src/core/connections/endpoint/endpointPort.js';
import type { Workgroup } from '../../../src/core/sources/workgroup.js';
import { RedshiftStandIn } from '../../emulator/redshift/redshiftStandIn.js';
import type { WorkgroupSeed } from '../../emulator/world/workgroup.js';
import { accountId, endCompany, startCompany } from '../../fakes/company.js';
import { Product } from '../../fakes/product.js';

type Login = Pick<EndpointConnection, 'port' | 'user' | 'password' | 'database'>;

/** A person's windows on one computer: AWS is emulated, Redshift stands in before a PostgreSQL, and time stands still. */
export class EndpointCompany {
  readonly windows: Product[] = [];

  private constructor(
    readonly product: Product,
    readonly standIn: RedshiftStandIn,
    readonly folder: string,
    readonly analytics: Workgroup,
    readonly marketing: Workgroup,
    private readonly authorities: readonly string[],
  ) {}

  static async start(): Promise<EndpointCompany> {
    const workgroups = [await seed('analytics'), await seed('marketing')];
    // Where time has passed, the SDK learns of it by its first try.
    const product = await startCompany({ workgroups, env: { AWS_MAX_ATTEMPTS: '2' } });
    const standIn = await RedshiftStandIn.create({ aws: product.aws });
    const tunnel = `127.0.0.1:${standIn.port}`;
    // The names of the workgroups stay AWS's own: for those the certificates are, and by them Redshift tells them apart.
    const connectTo = { analytics: tunnel, marketing: tunnel };
    product.edges.sources = [{ profile: 'analytics', region: 'us-east-1', connectTo }];
    const authorities = tls.getCACertificates('default');
    tls.setDefaultCACertificates([...authorities, standIn.certificatePem]);
    const folder = await mkdtemp(path.join(os.tmpdir(), 'rsidc-'));
    product.edges.endpointFolder = folder;
    const [analytics, marketing] = await product.workgroups();
    return new EndpointCompany(product, standIn, folder, analytics!, marketing!, authorities);
  }

  /** The next window of the same person. Has listed nothing, and started nothing. */
  window(): Product {
    const { aws, home, edges } = this.product;
    const window = new Product(aws, home, edges);
    this.windows.push(window);
    return window;
  }

  /** Lets time pass until the work is done. */
  async passing<T>(work: Promise<T>): Promise<T> {
    const timer = setInterval(() => this.product.edges.localClock.advance(100), 5);
    try {
      return await work;
    } finally {
      clearInterval(timer);
    }
  }

  /** How many tokens AWS has given. */
  get tokensGiven(): number {
    return this.product.aws.tokens.length;
  }

  async stop(): Promise<void> {
    await this.passing(Promise.all(this.windows.map((window) => window.stop())));
    await this.standIn.stop();
    await endCompany(this.product);
    tls.setDefaultCACertificates([...this.authorities]);
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A client that is logged in, as SQL extensions make theirs. */
export async function connected({ port, user, password, database }: Login): Promise<pg.Client> {
  const client = new pg.Client({ host: '127.0.0.1', port, user, password, database, ssl: false });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Whom a new login is taken for. */
export async function whoIs(login: Login): Promise<string> {
  const client = await connected(login);
  try {
    return await userOf(client);
  } finally {
    await client.end();
  }
}

export async function userOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ user: string }>('select current_user as user');
  return rows[0]?.user ?? '';
}

/** What a client is told that is not let in. */
export async function refusalOf(login: Login): Promise<Readonly<Record<string, unknown>>> {
  try {
    return { letIn: await whoIs(login) };
  } catch (error) {
    const { code, message, hint } = error as { code?: string; message: string; hint?: string };
    return { code, message, ...(hint === undefined ? {} : { hint }) };
  }
}

/** A stranger listens on the port, and answers as many servers do. Gives what makes it go. */
export async function squatOn(port: number): Promise<() => Promise<void>> {
  const squatter = net.createServer((socket) =>
    socket
      .on('error', () => undefined)
      .resume()
      .end('N'),
  );
  squatter.listen(port, '127.0.0.1');
  await once(squatter, 'listening');
  return async () => {
    const closed = once(squatter, 'close');
    squatter.close();
    await closed;
  };
}

/** A workgroup whose port nobody on this computer has: other tests may run beside this one. */
async function seed(workgroupName: string): Promise<WorkgroupSeed> {
  for (;;) {
    const workgroupId = randomUUID();
    const workgroupArn = `arn:aws:redshift-serverless:us-east-1:${accountId}:workgroup/${workgroupId}`;
    if (await isFree(firstPort(workgroupArn))) return { workgroupName, workgroupId, workgroupArn };
  }
}

async function isFree(port: number): Promise<boolean> {
  const probe = net.createServer();
  probe.listen(port, '127.0.0.1');
  try {
    await once(probe, 'listening');
  } catch {
    return false;
  }
  const closed = once(probe, 'close');
  probe.close();
  await closed;
  return true;
}
