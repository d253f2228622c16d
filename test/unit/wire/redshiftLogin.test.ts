import assert from 'node:assert/strict';
import { UserError } from '../../../src/core/base/userError.js';
import { message, int32, errorResponse } from '../../../src/wire/messages.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import { EndpointStage, eventually, token } from './endpointStage.js';
import { tokenExpired, type ScriptedRedshift } from './scriptedRedshift.js';

const lost = '08006 Redshift closed the connection during the login. Connect again.';
const notRedshift =
  '08P01 The server did not ask for the token as Redshift does. Check that the address is that of a workgroup.';

describe('The login to Redshift', () => {
  let clock: FakeClock;
  let stage: EndpointStage;
  beforeEach(async () => {
    clock = new FakeClock();
    stage = await new EndpointStage(clock).start();
  });
  afterEach(() => stage.stop());

  const passed = async (parameters: Readonly<Record<string, string>>): Promise<Record<string, string>> => {
    await stage.session(parameters);
    return Object.fromEntries(stage.redshift.startups.at(-1) ?? []);
  };
  const ours = {
    user: '',
    idp_type: 'AwsIdc',
    token_type: 'SUBJECT_TOKEN',
    plugin_name: 'IdpTokenAuthPlugin',
    driver_version: 'test',
  };

  it('names the database, the program and the encoding where the client names none', async () => {
    assert.deepEqual(await passed({}), {
      ...ours,
      database: 'dev',
      application_name: 'redshift-identity-center',
      client_encoding: 'UTF8',
    });
  });

  it('passes on what Redshift takes, and drops all else: above all another user or way to log in', async () => {
    const taken = {
      database: 'sales',
      application_name: 'psql',
      client_encoding: 'LATIN1',
      options: '-c search_path=x',
      search_path: 'public',
      DateStyle: 'ISO',
      timezone: 'UTC',
      extra_float_digits: '2',
      statement_timeout: '0',
      client_protocol_version: '2',
      os_version: 'x',
    };
    const dropped = {
      idp_type: 'Okta',
      token_type: 'EXT_JWT',
      plugin_name: 'x',
      identity_namespace: 'other',
      IntervalStyle: 'iso_8601',
      standard_conforming_strings: 'on',
      bytea_output: 'hex',
      lc_monetary: 'C',
      replication: 'false',
    };
    assert.deepEqual(await passed({ ...taken, ...dropped }), { ...ours, ...taken });
  });

  it('takes a database that is called as the local user for none: a client without one names that', async () => {
    assert.equal((await passed({ database: 'anna' }))['database'], 'dev');
  });

  it('says the token inside TLS alone, as the answer to the question for it', async () => {
    await stage.session();
    assert.deepEqual([stage.redshift.tokens, stage.redshift.plain.length], [[`i ${token}`], 8]);
  });

  it("gives the client the server's refusal word for word, with the owner's hint", async () => {
    stage.redshift.refusal = tokenExpired;
    stage.hint = 'Refresh the token.';
    assert.equal(
      await (await stage.loggedIn()).refusal(),
      '28000 Token credentials expired or invalid (Refresh the token.)',
    );
    assert.deepEqual(stage.refusals, [{ code: '28000', message: 'Token credentials expired or invalid' }]);
  });

  it("leaves the server's own hint, and its other fields", async () => {
    const body = 'SFATAL\0C3D000\0Mno such database\0HLook again.\0Fauth.c\0\0';
    stage.redshift.refusal = message('E', Buffer.from(body));
    stage.hint = 'Refresh the token.';
    assert.equal(await (await stage.loggedIn()).message(), `E ${body.replaceAll('\0', '|')}`);
  });

  it("gives the owner's sentence where there is no token, to nobody but who knows the password", async () => {
    stage.onUpstream = () => Promise.reject(new UserError('Sign in first.', { kind: 'retry' }));
    assert.equal(await (await stage.loggedIn()).refusal(), '28000 Sign in first.');
    assert.deepEqual(stage.log.lines, []);
  });

  it('logs a failure of its own without its text, which may quote a secret', async () => {
    stage.onUpstream = () => Promise.reject(new TypeError(token));
    assert.match(await (await stage.loggedIn()).refusal(), /^XX000 The local endpoint failed\./);
    assert.equal(stage.log.lines.length, 1);
    assert.ok(!stage.log.lines.join().includes(token));
  });

  const faults: Readonly<Record<string, readonly [(redshift: ScriptedRedshift) => void, string]>> = {
    'hangs up when it is connected': [(redshift) => (redshift.cutAt = 'connected'), lost],
    'hangs up when it is asked for TLS': [(redshift) => (redshift.cutAt = 'tlsAsked'), lost],
    'hangs up after the startup packet': [(redshift) => (redshift.cutAt = 'startup'), lost],
    'hangs up after the token': [(redshift) => (redshift.cutAt = 'token'), lost],
    'offers no TLS': [
      (redshift) => (redshift.tlsAnswer = 'N'),
      '08001 127.0.0.1 does not offer TLS, so no token was sent there. Check the address.',
    ],
    'says more than one byte before TLS': [
      (redshift) => (redshift.tlsAnswer = 'SR'),
      '08001 127.0.0.1 does not offer TLS, so no token was sent there. Check the address.',
    ],
    'shows a certificate of another authority': [
      (redshift) => (redshift.certificate = 'foreign'),
      '08001 The certificate of wg.test is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE). If your company looks into TLS connections, name its certificate in NODE_EXTRA_CA_CERTS and start VS Code again.',
    ],
    'asks for something else after the token': [
      (redshift) => (redshift.refusal = message('R', int32(5), int32(1))),
      notRedshift,
    ],
    'says something that is no login': [(redshift) => (redshift.refusal = message('D')), notRedshift],
    'claims a message of a gigabyte': [
      (redshift) => (redshift.refusal = Buffer.from([0x52, 0x40, 0, 0, 0])),
      notRedshift,
    ],
  };
  for (const [what, [spoil, said]] of Object.entries(faults)) {
    it(`says what is wrong where the server ${what}`, async () => {
      spoil(stage.redshift);
      const heard = await (await stage.loggedIn()).refusal();
      const hasToken = stage.redshift.tokens.length > 0;
      const isAfterTls = /token|something|claims/.test(what);
      assert.deepEqual(
        [heard.replace(/127\.0\.0\.1:\d+/, 'HOST'), hasToken],
        [said, isAfterTls && !what.includes('bytes')],
      );
    });
  }

  it('gives no token to a server whose certificate names another one', async () => {
    stage.serverName = 'other.test';
    assert.match(
      await (await stage.loggedIn()).refusal(),
      /^08001 The certificate that 127\.0\.0\.1:\d+ shows is not that of other\.test, so no token was sent there\./,
    );
    assert.deepEqual(stage.redshift.tokens, []);
  });

  it('says that nobody answers', async () => {
    await stage.redshift.stop();
    assert.match(
      await (await stage.loggedIn()).refusal(),
      /^08001 127\.0\.0\.1:\d+ cannot be reached \(ECONNREFUSED\)\. A private workgroup answers only in its own network/,
    );
  });

  it('says that a name is not found', async () => {
    stage.onUpstream = () =>
      Promise.resolve({ host: 'wg.invalid', port: 1, serverName: 'wg.invalid', database: 'dev', token });
    assert.equal(
      await (await stage.loggedIn()).refusal(),
      '08001 This computer does not find wg.invalid. Check the network or the VPN, then connect again.',
    );
  });

  for (const [step, ms] of [
    ['connected', 10_000],
    ['tlsAsked', 10_000],
    ['startup', 60_000],
    ['token', 60_000],
  ] as const) {
    it(`gives up on a server that says nothing once it is at "${step}"`, async () => {
      stage.redshift.silentAt = step;
      const client = await stage.loggedIn();
      await new Promise((resolve) => setTimeout(resolve, 50));
      clock.advance(ms - 1);
      await new Promise((resolve) => setTimeout(resolve, 10));
      assert.equal(client.isClosed, false);
      clock.advance(1);
      assert.match(await client.refusal(), /^08001 127\.0\.0\.1:\d+ did not answer in time\./);
    });
  }

  it('is given up when the client leaves', async () => {
    const asked = Promise.withResolvers<AbortSignal>();
    stage.onUpstream = (signal) => {
      asked.resolve(signal);
      return new Promise(() => undefined);
    };
    const client = await stage.loggedIn();
    const signal = await asked.promise;
    client.end();
    await eventually(() => signal.aborted && clock.waiting === 0);
  });

  it('passes on an error after the login as it came', async () => {
    stage.redshift.greeting = errorResponse('42704', 'unrecognized configuration parameter');
    assert.equal(await (await stage.loggedIn()).refusal(), '42704 unrecognized configuration parameter');
  });
});
