import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, cp, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { asSuperuser } from '../../emulator/redshift/backend.js';
import { postgresPrograms, runnable } from '../../emulator/redshift/postgresPrograms.js';
import { PostgresServer, sharedPostgres } from '../../emulator/redshift/postgresServer.js';
import { removeTemporary, temporaryFolder } from '../../host/temporaryFolder.js';
import { needsPostgres } from './redshiftStage.js';

describe('The PostgreSQL server behind the Redshift stand-in', () => {
  before(needsPostgres);

  it('is one for a process, unless another is asked for, and each has its own data', async () => {
    const shared = await sharedPostgres();
    assert.equal(await sharedPostgres(), shared);
    const own = await PostgresServer.start();
    try {
      await asSuperuser(own.socketPath, 'postgres', ['create role only_here']);
      await asSuperuser(shared.socketPath, 'postgres', ['create role only_here', 'drop role only_here']);
    } finally {
      await own.stop();
    }
    assert.deepEqual(
      [existsSync(dirname(own.socketPath)), existsSync(dirname(shared.socketPath))],
      [false, true],
    );
    await own.stop();
  }).timeout(20_000);

  it('can be reached by its own user and root alone', async () => {
    const { mode } = await stat(dirname((await sharedPostgres()).socketPath));
    assert.equal((mode & 0o777).toString(8), '700');
  });

  it('runs programs that lie in a folder which its user may not enter', async function () {
    if (process.getuid?.() !== 0) this.skip();
    const [closed, open] = [await temporaryFolder('closed-'), await temporaryFolder('open-')];
    await chmod(open, 0o755);
    const { initdb } = postgresPrograms()!;
    await cp(join(dirname(initdb), '..'), closed, { recursive: true, verbatimSymlinks: true });
    const user = { uid: 65534, gid: 65534 };
    const inClosed = { initdb: join(closed, 'bin', 'initdb'), postgres: join(closed, 'bin', 'postgres') };
    const { postgres } = await runnable(inClosed, user, open);
    assert.equal(postgres, join(open, 'programs', 'bin', 'postgres'));
    const { stdout } = spawnSync(postgres, ['--version'], { ...user, cwd: '/', encoding: 'utf8' });
    assert.match(stdout, /^postgres \(PostgreSQL\)/);
    await Promise.all([closed, open].map(removeTemporary));
  }).timeout(20_000);

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`ends, and leaves nothing, when the process that started it is ended by ${signal}`, async () => {
      const { child, folder } = await startInOtherProcess();
      assert.ok(existsSync(folder));
      child.kill(signal);
      await once(child, 'exit');
      const deadline = performance.now() + 10_000;
      while (existsSync(folder) && performance.now() < deadline) await sleep(20);
      assert.equal(existsSync(folder), false);
    }).timeout(30_000);
  }
});

async function startInOtherProcess(): Promise<{ child: ChildProcess; folder: string }> {
  const server = new URL('../../emulator/redshift/postgresServer.ts', import.meta.url).href;
  const script = `const { sharedPostgres } = await import('${server}');
    console.log((await sharedPostgres()).socketPath);
    setTimeout(() => process.exit(), 60_000);`;
  const args = ['--import=tsx', '--input-type=module', '-e', script];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [path] = (await once(createInterface(child.stdout), 'line')) as [string];
  return { child, folder: dirname(path) };
}
