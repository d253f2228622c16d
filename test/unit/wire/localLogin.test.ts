import assert from 'node:assert/strict';
import pg from 'pg';
import { int32, message } from '../../../src/wire/messages.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import { EndpointStage, anna, eventually } from './endpointStage.js';
import { startup } from './rawClient.js';
import { answering } from './scriptedRedshift.js';

describe('The local login', () => {
  let clock: FakeClock;
  let stage: EndpointStage;
  beforeEach(async () => {
    clock = new FakeClock();
    stage = await new EndpointStage(clock).start();
  });
  afterEach(() => stage.stop());

  const refusedAfter = async (user: string, password: string): Promise<string> => {
    const { port } = stage;
    const client = new pg.Client({ host: '127.0.0.1', port, user, password, database: 'dev', ssl: false });
    await eventually(() => clock.waiting === 0);
    const said = client.connect().then(
      () => 'let in',
      (error: unknown) => (error as Error & { code: string }).code + ' ' + (error as Error).message,
    );
    // The limit of the login, then the delay.
    await eventually(() => clock.waiting === 2);
    clock.advance(999);
    await new Promise((resolve) => setTimeout(resolve, 20));
    const early = await Promise.race([said, Promise.resolve('nothing')]);
    clock.advance(1);
    return `${early}, then ${await said}`;
  };

  it('says the same to a wrong password and to an unknown user, each after a second', async () => {
    assert.deepEqual(
      [
        await refusedAfter('anna', 'rsidc_wrong'),
        await refusedAfter('bert', 'rsidc_secret'),
        stage.upstreamCalls,
      ],
      [
        'nothing, then 28P01 password authentication failed for user "anna"',
        'nothing, then 28P01 password authentication failed for user "bert"',
        0,
      ],
    );
  });

  it('is SCRAM for node-postgres, over the port and over the socket', async () => {
    stage.redshift.onSession = answering((query) => [query]);
    for (const host of ['127.0.0.1', stage.folder]) {
      const client = new pg.Client({ host, port: stage.port, ...anna, database: 'dev', ssl: false });
      await client.connect();
      assert.deepEqual((await client.query('select 1')).rows, [{ user: 'select 1' }]);
      await client.end();
    }
  });

  it('is MD5 for drivers of AWS, which can do nothing else', async () => {
    const client = await stage.loggedIn();
    assert.equal(await client.message(), 'R ||||');
  });

  it('refuses a wrong MD5 password after a second', async () => {
    const client = stage.client().start('anna');
    await client.password('anna', 'rsidc_wrong');
    await eventually(() => clock.waiting === 2);
    assert.equal(client.received.length, 0);
    clock.advance(1000);
    assert.equal(await client.refusal(), '28P01 password authentication failed for user "anna"');
  });

  it('opens nothing with a password that was revoked while the client answered', async () => {
    const client = stage.client().start('anna');
    await eventually(() => client.received.length === 13);
    stage.passwords.delete('anna');
    await client.password('anna', anna.password);
    await eventually(() => clock.waiting === 2);
    clock.advance(1000);
    assert.equal(await client.refusal(), '28P01 password authentication failed for user "anna"');
  });

  for (const [what, bytes, said] of [
    [
      'an answer of more than 1,024 bytes',
      [Buffer.from('p'), int32(1029)],
      '08P01 expected password response',
    ],
    [
      'a query instead of an answer',
      [message('Q', Buffer.from('select 1\0'))],
      '08P01 expected password response',
    ],
    [
      'another mechanism',
      [message('p', Buffer.from('SCRAM-SHA-256-PLUS\0'), int32(0))],
      '08P01 client selected an invalid SASL authentication mechanism',
    ],
    [
      'a mechanism without a message',
      [message('p', Buffer.from('SCRAM-SHA-256\0'))],
      '08P01 client selected an invalid SASL authentication mechanism',
    ],
    [
      'nonsense',
      [message('p', Buffer.from('SCRAM-SHA-256\0'), int32(2), Buffer.from('ab'))],
      '08P01 malformed SCRAM message',
    ],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const client = stage.client().send(startup({ user: 'anna' }));
      await client.message();
      assert.equal(await client.send(...bytes).refusal(), said);
    });
  }

  it('ends with a client that says nothing for ten seconds, before the login or in it', async () => {
    const silent = stage.client();
    const asked = stage.client().send(startup({ user: 'anna' }));
    await asked.message();
    await eventually(() => clock.waiting === 2);
    clock.advance(9_999);
    assert.deepEqual([silent.isClosed, asked.isClosed], [false, false]);
    clock.advance(1);
    const tooSlow = '57014 canceling authentication due to timeout';
    assert.deepEqual([await silent.refusal(), await asked.refusal()], [tooSlow, tooSlow]);
  });

  it('lets ten log in at a time; the others wait, and who says nothing takes no place', async () => {
    const silent = Array.from({ length: 20 }, () => stage.client());
    const slow = Array.from({ length: 10 }, () => stage.client().start('anna'));
    for (const client of slow) await eventually(() => client.received.length === 13);
    const waiting = stage.client().start('anna');
    await new Promise((resolve) => setTimeout(resolve, 30));
    assert.equal(waiting.received.length, 0);
    slow[0]!.end();
    await waiting.password('anna', anna.password);
    assert.equal(await waiting.message(), 'R ||||');
    for (const client of silent) client.end();
  });

  it('refuses the hundred-and-first that has given no password, and takes the next once one has left', async () => {
    const waiting = Array.from({ length: 100 }, () => stage.client());
    await eventually(() => clock.waiting === 100);
    const late = stage.client();
    const tooMany = '53300 The local endpoint has too many connections. Close some, then connect again.';
    assert.equal(await late.refusal(), tooMany);
    waiting[0]!.end();
    await eventually(() => clock.waiting === 99);
    assert.equal(await (await stage.loggedIn()).message(), 'R ||||');
  });

  it('refuses the hundred-and-first session', async () => {
    for (let count = 0; count < 100; count++) await stage.session();
    assert.equal(
      await (await stage.loggedIn()).refusal(),
      '53300 The local endpoint has too many connections. Close some, then connect again.',
    );
    assert.equal(stage.endpoint.sessions.length, 100);
  });
});
