import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import tls from 'node:tls';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import type { EndpointOwner, OpenEndpoint } from '../../../src/core/connections/endpoint/localEndpoint.js';
import { testConnection } from '../../../src/wire/connectionTest.js';
import { LocalEndpoints } from '../../../src/wire/localEndpoints.js';
import { CollectedLog } from '../../fakes/collectedLog.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import { freePort } from '../../host/freePort.js';
import { needsPostgres, RedshiftStage } from '../emulator/redshiftStage.js';
import { anna, eventually } from './endpointStage.js';

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly error: string;
}

/** Ends only when it is cancelled. */
const slowQuery = 'select pg_sleep(30)';

describe('Through the local endpoint to Redshift', () => {
  let stage: RedshiftStage;
  let folder: string;
  let port: number;
  let endpoint: OpenEndpoint;
  let token: string;
  const clock = new FakeClock();
  before(needsPostgres);
  beforeEach(async () => {
    stage = await RedshiftStage.start();
    tls.setDefaultCACertificates([...tls.getCACertificates('default'), stage.standIn.certificatePem]);
    folder = await mkdtemp(path.join(os.tmpdir(), 'rsidc-'));
    port = await freePort();
    token = await stage.token();
    const owner: EndpointOwner = {
      passwordOf: (user) => (user === anna.user ? anna.password : undefined),
      upstream: () =>
        Promise.resolve({
          host: '127.0.0.1',
          port: stage.standIn.port,
          serverName: stage.host('analytics'),
          database: 'dev',
          token,
        }),
      refused: () => 'Refresh the token.',
      sessionsChanged: () => undefined,
    };
    const options = { folder, runtimeFolder: undefined, clock, log: new CollectedLog() };
    const outcome = await new LocalEndpoints(options).open(port, owner, { isSocketOnly: false });
    assert.ok(outcome.kind === 'open');
    endpoint = outcome.endpoint;
  });
  afterEach(async () => {
    await endpoint.close(false);
    await stage.stop();
    await rm(folder, { recursive: true });
  });

  const client = async (host: string): Promise<pg.Client> => {
    const made = new pg.Client({ host, port, ...anna, database: 'dev', ssl: false });
    made.on('error', () => undefined);
    await made.connect();
    return made;
  };
  const psql = (host: string, query: string) => {
    const env = { ...process.env, PGPASSWORD: anna.password, PGSSLMODE: 'prefer', PGAPPNAME: 'psql' };
    const args = ['-X', '-A', '-t', '-w', '-h', host, '-p', String(port), '-U', anna.user, '-c', query];
    const running = spawn('psql', args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = async (): Promise<Ended> => {
      const [out, error] = await Promise.all([
        text(running.stdout),
        text(running.stderr),
        once(running, 'close'),
      ]);
      return { code: running.exitCode, out: out.trim(), error: error.trim() };
    };
    return { running, ended: ended() };
  };
  const hasPsql = async (): Promise<boolean> => {
    const probe = spawn('psql', ['--version'], { stdio: 'ignore' });
    return new Promise((resolve) => probe.on('error', () => resolve(false)).on('close', () => resolve(true)));
  };

  it('node-postgres is the person who got the token, over port and socket', async () => {
    const users = [];
    for (const host of ['127.0.0.1', folder]) {
      const connected = await client(host);
      users.push(
        (await connected.query<{ current_user: string }>('select current_user')).rows[0]?.current_user,
      );
      await connected.end();
    }
    assert.match(users[0] ?? '', /^awsidc:/);
    assert.equal(users[1], users[0]);
  });

  it('Test Connection says the same', async () => {
    const target = { host: folder, port, ...anna, database: 'dev' };
    const result = await testConnection(target, clock, new AbortController().signal);
    assert.match(result.currentUser, /^awsidc:/);
    assert.deepEqual([result.database, result.steps.map(({ name }) => name)], ['dev', ['login', 'query']]);
  });

  it('many rows arrive as they are', async () => {
    const connected = await client('127.0.0.1');
    const { rows } = await connected.query<{ n: number; t: string }>(
      'select n, repeat(md5(n::text), 20) as t from generate_series(1, 20000) as n',
    );
    assert.deepEqual([rows.length, rows.at(-1)?.n, rows.at(-1)?.t.length], [20_000, 20_000, 640]);
    await connected.end();
  });

  it('a refused token is said in the words of the server', async () => {
    token = 'made up';
    await assert.rejects(client('127.0.0.1'), { hint: 'Refresh the token.' });
  });

  describe('psql', () => {
    before(async function () {
      if (await hasPsql()) return;
      console.log('    There is no psql: skipped.');
      this.skip();
    });

    it('connects over port and socket, without naming a database', async () => {
      for (const host of ['127.0.0.1', folder]) {
        const { code, out, error } = await psql(host, "select current_user || ' ' || current_database()")
          .ended;
        assert.deepEqual([code, error, out.replace(/awsidc:\S+/, 'WHO')], [0, '', 'WHO dev']);
      }
    });

    it('cancels a query when a person presses Ctrl-C', async () => {
      const { running, ended } = psql('127.0.0.1', slowQuery);
      const watcher = await client('127.0.0.1');
      const isRunning = async (): Promise<boolean> => {
        const { rowCount } = await watcher.query('select 1 from pg_stat_activity where query = $1', [
          slowQuery,
        ]);
        return rowCount === 1;
      };
      while (!(await isRunning()));
      running.kill('SIGINT');
      const { error } = await ended;
      assert.match(error, /canceling statement due to user request/);
      assert.deepEqual(stage.standIn.cancels, [{ isKnown: true }]);
      await watcher.end();
      await eventually(() => endpoint.sessions.length === 0);
    });
  });
});
