import {
  GetIdentityCenterAuthTokenCommand,
  ListWorkgroupsCommand,
} from '@aws-sdk/client-redshift-serverless';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { demoWorld } from '../../emulator/demoWorld.js';
import { removeTemporary, temporaryFolder } from '../../host/temporaryFolder.js';
import { RedshiftClient } from './redshiftClient.js';
import { needsPostgres } from './redshiftStage.js';

describe('The emulator as a command, with Redshift', () => {
  before(needsPostgres);

  it('is where all its workgroups are, and lets in whoever has its token', async () => {
    const folder = await temporaryFolder('redshift-command-');
    const caFile = join(folder, 'ca.pem');
    const args = ['--import=tsx', 'test/emulator/main.ts', '--with-parent', '--with-redshift', caFile];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    try {
      while (!output.includes('Redshift listening')) await sleep(20);
      const [url, address] = [...output.matchAll(/listening on (\S+)/g)].map(([, each]) => each!);
      const { accessKeyId, secretAccessKey, sessionToken } = demoWorld().principals[0]!;
      const aws = new RedshiftServerlessClient({
        endpoint: url!,
        region: 'us-east-1',
        credentials: { accessKeyId, secretAccessKey, sessionToken: sessionToken! },
      });
      const { workgroups = [] } = await aws.send(new ListWorkgroupsCommand({}));
      const endpoints = workgroups.flatMap(({ endpoint }) =>
        endpoint === undefined ? [] : `${endpoint.address ?? ''}:${endpoint.port ?? ''}`,
      );
      assert.deepEqual([...new Set(endpoints)], [address]);
      const get = new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] });
      const { token } = await aws.send(get);
      const place = { port: Number(address!.split(':')[1]), certificatePem: await readFile(caFile, 'utf8') };
      const client = await RedshiftClient.login(place, { token: token! });
      assert.equal(await client.value('select current_user'), 'awsidc:anna@example.com');
      client.close();
      assert.match(output, /^Redshift {2}.* localhost {2}awsidc:anna@example\.com {2}dev {2}open$/m);
      assert.ok(!output.includes(token!));
    } finally {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
      await removeTemporary(folder);
    }
  }).timeout(40_000);
});
