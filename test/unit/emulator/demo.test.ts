import {
  GetIdentityCenterAuthTokenCommand,
  ListWorkgroupsCommand,
} from '@aws-sdk/client-redshift-serverless';
import { fromIni } from '@aws-sdk/credential-providers';
import { loadSharedConfigFiles } from '@smithy/core/config';
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AwsEmulator } from '../../emulator/awsEmulator.js';
import { demoAwsFiles, demoWorld } from '../../emulator/demoWorld.js';
import { redshift } from './awsClients.js';

describe('The demo world', () => {
  let aws: AwsEmulator;
  let folder: string;
  beforeEach(async () => {
    aws = await AwsEmulator.start({ world: demoWorld() });
    folder = await mkdtemp(join(tmpdir(), 'emulator-'));
    const { config, credentials } = demoAwsFiles(aws.url);
    await writeFile(join(folder, 'config'), config);
    await writeFile(join(folder, 'credentials'), credentials);
  });
  afterEach(async () => {
    await aws.close();
    await rm(folder, { recursive: true });
  });

  it('is reached by each of its profiles, read from the AWS files as the SDK reads them', async () => {
    const files = {
      configFilepath: join(folder, 'config'),
      filepath: join(folder, 'credentials'),
      ignoreCache: true,
    };
    const { configFile } = await loadSharedConfigFiles(files);
    const seen: Record<string, unknown> = {};
    for (const [profile, { region, endpoint_url }] of Object.entries(configFile)) {
      const client = redshift(aws, {
        region: region!,
        endpoint: endpoint_url!,
        credentials: fromIni({ ...files, profile }),
      });
      const listed = await client.send(new ListWorkgroupsCommand({})).then(
        ({ workgroups = [] }) => workgroups.length,
        (error: unknown) => (error as Error).name,
      );
      const name = profile === 'finance-eu' ? 'ledger' : profile === 'locked-down' ? 'audit' : 'analytics';
      const got = await client.send(new GetIdentityCenterAuthTokenCommand({ workgroupNames: [name] })).then(
        () => 'token',
        (error: unknown) => (error as Error).name,
      );
      seen[profile] = [listed, got];
    }
    assert.deepEqual(seen, {
      default: [10, 'token'],
      analytics: [10, 'token'],
      'finance-eu': [3, 'token'],
      'locked-down': ['AccessDeniedException', 'token'],
      'no-identity': [10, 'UnsupportedOperationFault'],
    });
  });
});

describe('The emulator as a command', () => {
  const start = async (...options: string[]): Promise<{ child: ChildProcess; url: string }> => {
    const child = spawn(process.execPath, ['--import=tsx', 'test/emulator/main.ts', ...options], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return { child, url: /^AWS emulator listening on (http:\/\/127\.0\.0\.1:\d+)$/.exec(line)?.[1] ?? line };
  };
  const isGone = async (url: string) => {
    await assert.rejects(fetch(url));
  };

  it("answers until its parent's end of the pipe goes away", async () => {
    const { child, url } = await start('--with-parent');
    assert.equal((await fetch(url)).status, 400);
    child.stdin!.end();
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    await isGone(url);
  }).timeout(10_000);

  it('answers until it is told to stop', async () => {
    const { child, url } = await start();
    assert.equal((await fetch(url)).status, 400);
    child.kill('SIGTERM');
    // Windows knows no signals: there the process is ended from outside.
    const ended = process.platform === 'win32' ? [null, 'SIGTERM'] : [0, null];
    assert.deepEqual(await once(child, 'exit'), ended);
    await isGone(url);
  }).timeout(10_000);

  it('answers no longer than it was given to live', async () => {
    const { child } = await start('--seconds-to-live', '0.1');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
  }).timeout(10_000);
});
