import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { cString, message } from '../../emulator/redshift/messages.js';
import { cancel, errorText, idcStartup, RedshiftClient } from './redshiftClient.js';
import type { Attempt } from './redshiftClient.js';
import { needsPostgres, RedshiftStage } from './redshiftStage.js';

/** Of a field: table, column, type int4, its size, no modifier, text. */
const fixed = '000000000000000000170004ffffffff0000';
/** What Redshift adds: four names without letters, and flags. */
const more = '000000000001';

describe('Queries at the Redshift stand-in', () => {
  let stage: RedshiftStage;
  before(needsPostgres);
  beforeEach(async () => {
    stage = await RedshiftStage.start();
  });
  afterEach(() => stage.stop());

  const login = async (attempt: Attempt = {}): Promise<RedshiftClient> => {
    const client = await RedshiftClient.login(stage.standIn, { token: await stage.token(), ...attempt });
    stage.clients.push(client);
    return client;
  };
  const types = (messages: readonly { readonly type: string }[]): string =>
    messages.map(({ type }) => type).join('');

  it('answers in both protocols, simple and extended', async () => {
    const client = await login();
    assert.equal(types(await client.query('select 1; select 2')), 'TDCTDCZ');
    const nothing = Buffer.alloc(2);
    client.stream.write(
      Buffer.concat([
        message('P', cString('ask'), cString('select $1::text'), nothing),
        message(
          'B',
          cString(''),
          cString('ask'),
          nothing,
          Buffer.from([0, 1, 0, 0, 0, 2]),
          Buffer.from('hi'),
          nothing,
        ),
        message('D', cString('P')),
        message('E', cString(''), Buffer.alloc(4)),
        message('S'),
      ]),
    );
    const messages = await client.untilReady();
    assert.equal(types(messages), '12TDCZ');
    assert.equal(messages.find(({ type }) => type === 'D')?.body.toString('utf8', 6), 'hi');
  });

  it('ends a query by the key that it gave, and by no other', async () => {
    const client = await login();
    const key = client.key;
    assert.equal(key.length, 8);
    const unknown = Buffer.from(key);
    unknown.writeInt32BE(key.readInt32BE(4) ^ 1, 4);
    const started = performance.now();
    const answer = client.value('select pg_sleep(20)');
    await sleep(100);
    await cancel(stage.standIn, unknown);
    const settled = await Promise.race([answer, sleep(100, 'still running')]);
    await cancel(stage.standIn, key);
    assert.deepEqual(
      [settled, await answer],
      ['still running', '57014 canceling statement due to user request'],
    );
    assert.ok(performance.now() - started < 5000);
    assert.deepEqual(stage.standIn.cancels, [{ isKnown: false }, { isKnown: true }]);
    assert.equal(await client.value('select 7'), '7');
  });

  it("forgets a key with its connection, and ends PostgreSQL's side of it", async () => {
    const other = await login();
    const client = await login();
    client.close();
    const others =
      'select count(*) from pg_stat_activity where usename = current_user and pid <> pg_backend_pid()';
    for (let tries = 0; tries < 50 && (await other.value(others)) !== '0'; tries += 1) await sleep(20);
    assert.equal(await other.value(others), '0');
    await cancel(stage.standIn, client.key);
    assert.deepEqual(stage.standIn.cancels, [{ isKnown: false }]);
    assert.deepEqual(
      stage.standIn.logins.map(({ outcome }) => outcome),
      ['open', 'closed'],
    );
  });

  it('describes rows in another way to those who ask for it, so that one who did not mean to reads wrongly', async () => {
    const describe = async (startup: Record<string, string>) => {
      const client = await login({ startup: { ...idcStartup, ...startup } });
      const messages = await client.query('select 1 as a, 2 as b');
      const body = messages.find(({ type }) => type === 'T')!.body;
      return [body.toString('hex'), client.settings['server_protocol_version'], types(messages)];
    };
    const plain = `00026100${fixed}6200${fixed}`;
    assert.deepEqual(await describe({}), [plain, undefined, 'TDCZ']);
    assert.deepEqual(await describe({ client_protocol_version: '0' }), [plain, '0', 'TDCZ']);
    for (const client_protocol_version of ['1', '2']) {
      const extended = `00026100${fixed}${more}6200${fixed}${more}`;
      assert.deepEqual(await describe({ client_protocol_version }), [extended, '1', 'TDCZ']);
    }
  });

  it('keeps messages whole for those clients where a result comes in many pieces', async () => {
    const client = await login({ startup: { ...idcStartup, client_protocol_version: '1' } });
    const sql = "select repeat('x', 300000) as wide from generate_series(1, 20); select 5 as last";
    const messages = await client.query(sql);
    assert.equal(types(messages), `T${'D'.repeat(20)}CTDCZ`);
    assert.ok(messages.slice(1, 21).every(({ body }) => body.length === 300_006));
    // The second description is found behind all of that.
    const last = messages.at(-4)!.body.toString('hex');
    assert.equal(last, `0001${Buffer.from('last').toString('hex')}00${fixed}${more}`);
  });

  it('carries a row of any size', async () => {
    const client = await login();
    assert.equal((await client.value("select repeat('x', 60000000)")).length, 60_000_000);
  }).timeout(20_000);

  it('streams a large result to a slow reader and holds next to nothing of it', async () => {
    const client = await login();
    const megabytes = 50;
    const before = process.memoryUsage().arrayBuffers;
    const sql = `select repeat('x', 1000) from generate_series(1, ${megabytes * 1000})`;
    client.stream.write(message('Q', cString(sql)));
    // Time for all of it to come, if nobody held it back.
    await sleep(1000);
    // It waits for the stand-in, which waits for us.
    const other = await login();
    const waits = "select wait_event from pg_stat_activity where query like 'select repeat%'";
    assert.equal(await other.value(waits), 'ClientWrite');
    // Sockets and TLS, on both sides.
    const held = process.memoryUsage().arrayBuffers - before;
    assert.ok(held < 5_000_000, `${held} bytes are held`);
    let received = 0;
    for await (const chunk of client.stream as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (chunk.subarray(-6).toString('latin1') === 'Z\0\0\0\x05I') break;
    }
    assert.ok(received > megabytes * 1_000_000, `${received} bytes came`);
  }).timeout(20_000);

  it('says what PostgreSQL says of a wrong query', async () => {
    const client = await login();
    const [error] = await client.query('select nothing');
    assert.equal(errorText(error!), '42703 column "nothing" does not exist');
  });
}).timeout(10_000);
