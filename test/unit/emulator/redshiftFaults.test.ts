import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { cString, message } from '../../emulator/redshift/messages.js';
import type { RedshiftFault, Step } from '../../emulator/redshift/redshiftFaults.js';
import { RedshiftStandIn } from '../../emulator/redshift/redshiftStandIn.js';
import { testCa } from '../../emulator/testCa.js';
import { RedshiftClient } from './redshiftClient.js';
import { needsPostgres, RedshiftStage } from './redshiftStage.js';

describe('Faults of the Redshift stand-in', () => {
  let stage: RedshiftStage;
  before(needsPostgres);
  beforeEach(async () => {
    stage = await RedshiftStage.start();
  });
  afterEach(() => stage.stop());

  const login = async (): Promise<RedshiftClient> => {
    const client = await RedshiftClient.login(stage.standIn, {
      token: await stage.token(),
      serverName: stage.host('analytics'),
    });
    stage.clients.push(client);
    return client;
  };
  /** How a whole login and a query end. */
  const outcome = async (): Promise<string> => {
    try {
      return await (await login()).value('select 1');
    } catch (error) {
      return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
    }
  };
  /** With the fault, and without it. */
  const twice = async (fault: RedshiftFault): Promise<readonly string[]> => {
    stage.standIn.inject(fault);
    return [await outcome(), await outcome()];
  };

  it('strike the next connection, or those that they are told to', async () => {
    stage.standIn.inject({ kind: 'refuse', code: '28000', sentence: 'Invalid scope.', skip: 1, times: 2 });
    const refused = '28000 Invalid scope.';
    assert.deepEqual(
      [await outcome(), await outcome(), await outcome(), await outcome()],
      ['1', refused, refused, '1'],
    );
    stage.standIn.inject({ kind: 'refuseTls', times: 5 });
    stage.standIn.clearFaults();
    assert.equal(await outcome(), '1');
  });

  it('can be no TLS', async () => {
    assert.deepEqual(await twice({ kind: 'refuseTls' }), ['The server answers N to SSLRequest.', '1']);
  });

  it('can be a certificate for another host or of another authority', async () => {
    assert.deepEqual(await twice({ kind: 'wrongCertificate', because: 'otherHost' }), [
      'ERR_TLS_CERT_ALTNAME_INVALID',
      '1',
    ]);
    assert.deepEqual(await twice({ kind: 'wrongCertificate', because: 'otherAuthority' }), [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      '1',
    ]);
  });

  it('can be an end of the connection after each step', async () => {
    const seen: Record<string, unknown> = {};
    for (const at of ['sslRequest', 'tls', 'startup', 'tokenRequest', 'token', 'result'] satisfies Step[]) {
      for (const isReset of [false, true]) {
        const [first, second] = await twice({ kind: 'cut', at, isReset });
        seen[`${at}${isReset ? ', reset' : ''}`] = [
          /went away|ECONNRESET/.test(first!) ? 'gone' : first,
          second,
        ];
      }
    }
    const gone = ['gone', '1'];
    assert.deepEqual(seen, {
      sslRequest: gone,
      'sslRequest, reset': gone,
      tls: gone,
      'tls, reset': gone,
      startup: gone,
      'startup, reset': gone,
      tokenRequest: gone,
      'tokenRequest, reset': gone,
      token: gone,
      'token, reset': gone,
      result: gone,
      'result, reset': gone,
    });
    const spoiled = stage.standIn.logins.map((each) => each.outcome).filter((each) => each.startsWith('cut'));
    assert.deepEqual(
      spoiled,
      ['startup', 'tokenRequest', 'token'].flatMap((step) => [`cut after ${step}`, `cut after ${step}`]),
    );
  });

  it('can be an end in the middle of a result', async () => {
    stage.standIn.inject({ kind: 'cut', at: 'result', afterBytes: 100_000 });
    const client = await login();
    client.stream.write(message('Q', cString("select repeat('x', 1000000)")));
    let received = 0;
    client.stream.on('data', (chunk: Buffer) => (received += chunk.length));
    await once(client.stream, 'close');
    assert.equal(received, 100_000);
  });

  it('can be silence, until the client goes away', async () => {
    for (const at of ['sslRequest', 'tls', 'startup', 'tokenRequest', 'token', 'result'] satisfies Step[]) {
      stage.standIn.inject({ kind: 'silence', at });
      assert.equal(await Promise.race([outcome(), sleep(150, 'waiting')]), 'waiting', at);
    }
    assert.equal(stage.standIn.connections.open, 6);
  });

  it('can be a slow server', async () => {
    stage.standIn.inject({ kind: 'slowWriter', bytesPerSecond: 1_000_000 });
    const client = await login();
    const started = performance.now();
    assert.equal((await client.value("select repeat('x', 300000)")).length, 300_000);
    const tookMs = performance.now() - started;
    assert.ok(tookMs > 280 && tookMs < 3000, `${tookMs} ms`);
  });

  it('can be a server that reads slowly, and lets the client wait', async () => {
    stage.standIn.inject({ kind: 'slowReader', bytesPerSecond: 10_000_000 });
    const client = await login();
    const length = 8_000_000;
    const started = performance.now();
    client.stream.write(message('Q', cString(`select length('${'x'.repeat(length)}')`)));
    await sleep(200);
    // Most of it cannot leave yet.
    assert.ok(client.stream.writableLength > 0);
    const messages = await client.untilReady();
    assert.equal(messages[1]?.body.toString('utf8', 6), String(length));
    assert.ok(performance.now() - started > 700);
  });

  it('end with the stand-in, which takes its open connections with it', async () => {
    const other = await RedshiftStandIn.create({ aws: stage.aws });
    const client = await RedshiftClient.login(other, { token: await stage.token() });
    const closed = once(client.stream, 'close');
    client.stream.resume();
    await other.stop();
    await closed;
    assert.deepEqual(other.connections, { open: 0, opened: 1 });
    await assert.rejects(RedshiftClient.plain(stage.standIn).then(() => RedshiftClient.plain(other)));
  });

  it('leave the workgroup that localhost stands for, and whose certificates are shown, to be chosen', async () => {
    const ca = testCa();
    const workgroupArn = stage.aws.world.places[0]!.workgroups[1]!.workgroupArn;
    const marketing = await RedshiftStandIn.create({ aws: stage.aws, ca, workgroupArn });
    try {
      assert.equal(marketing.certificatePem, ca.certificatePem);
      const try_ = (name: string) =>
        stage.token(name).then((token) =>
          RedshiftClient.login(marketing, { token }).then(
            () => 'in',
            (error: unknown) => (error as Error).message,
          ),
        );
      assert.deepEqual([await try_('marketing'), await try_('analytics')], ['in', '28000 invalid token']);
    } finally {
      await marketing.stop();
    }
    const unknown = { aws: stage.aws, workgroupArn: 'arn:nothing' };
    await assert.rejects(RedshiftStandIn.create(unknown), /No workgroup arn:nothing/);
  });
}).timeout(10_000);
