import {
  GetIdentityCenterAuthTokenCommand,
  RedshiftServerlessClient,
} from '@aws-sdk/client-redshift-serverless';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { demoWorld } from '../../emulator/demoWorld.js';
import { OwnedProcess } from '../../host/ownedProcess.js';
import { repository } from '../../host/paths.js';
import { startProcess } from './benchProcess.js';
import type { Upstream } from './carrier.js';

/** The ports of two that run pgbouncer: as it is, and so that it logs in to the server for each client anew. */
export interface Bouncers {
  readonly lending: number;
  readonly fresh: number;
}

const patienceMs = 60_000;

/** The stand-in, and a token for it; undefined where there is no PostgreSQL for this machine. */
export async function startRedshift(caFile: string): Promise<Upstream | undefined> {
  const main = join(repository, 'test', 'emulator', 'main.ts');
  const emulator = new OwnedProcess(
    process.execPath,
    ['--import=tsx', main, '--with-parent', '--with-redshift', caFile],
    { cwd: repository },
  );
  await emulator.printed('\n', patienceMs);
  const [, url] = /AWS emulator listening on (\S+)/.exec(emulator.output) ?? [];
  const [, port] = /Redshift listening on localhost:(\d+)/.exec(emulator.output) ?? [];
  if (url === undefined || port === undefined) return undefined;
  return { port: Number(port), token: await token(url) };
}

async function token(url: string): Promise<string> {
  const [credentials] = demoWorld().principals;
  const client = new RedshiftServerlessClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: credentials!,
  });
  const answer = await client.send(new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] }));
  return answer.token!;
}

/** Undefined where it is not installed. */
export async function startBouncers(caFile: string): Promise<Bouncers | undefined> {
  // Where Debian puts it is not on everybody's path.
  const path = [process.env['PATH'] ?? '', '/usr/sbin'].join(delimiter);
  if (!path.split(delimiter).some((folder) => existsSync(join(folder, 'pgbouncer')))) return undefined;
  const started = await startProcess('bouncer', caFile, { PATH: path });
  await started.printed('\n', patienceMs);
  return JSON.parse(started.output) as Bouncers;
}
