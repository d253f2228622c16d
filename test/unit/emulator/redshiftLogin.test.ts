import assert from 'node:assert/strict';
import { fingerprintOf } from '../../emulator/redshift/loginRecord.js';
import { int32, packet } from '../../emulator/redshift/messages.js';
import { RedshiftClient, errorText, idcStartup, startupOf } from './redshiftClient.js';
import type { Attempt } from './redshiftClient.js';
import { needsPostgres, RedshiftStage } from './redshiftStage.js';

describe('Login to the Redshift stand-in', () => {
  let stage: RedshiftStage;
  before(needsPostgres);
  beforeEach(async () => {
    stage = await RedshiftStage.start();
  });
  afterEach(() => stage.stop());

  const login = async (attempt: Attempt): Promise<RedshiftClient> => {
    const client = await RedshiftClient.login(stage.standIn, attempt);
    stage.clients.push(client);
    return client;
  };
  /** How a login ends that ends badly. */
  const refused = async (attempt: Attempt): Promise<string> => {
    const client = await RedshiftClient.secure(stage.standIn, attempt.serverName);
    stage.clients.push(client);
    return errorText(await client.enter(attempt));
  };
  const without = (name: keyof typeof idcStartup): Record<string, string> =>
    Object.fromEntries(Object.entries(idcStartup).filter(([each]) => each !== name));

  it('makes the identity of a token the database user, whether or not a NUL ends it', async () => {
    const token = await stage.token();
    for (const endsWithNul of [false, true]) {
      const client = await login({ token, endsWithNul, serverName: stage.host('analytics') });
      assert.equal(await client.value('select current_user'), 'awsidc:anna@example.com');
    }
    const record = {
      serverName: stage.host('analytics'),
      tlsVersion: 'TLSv1.3',
      startup: { ...idcStartup },
      role: 'awsidc:anna@example.com',
      outcome: 'open',
    };
    assert.deepEqual(stage.standIn.logins, [
      { ...record, token: { fingerprint: fingerprintOf(token), endsWithNul: false } },
      { ...record, token: { fingerprint: fingerprintOf(token), endsWithNul: true } },
    ]);
    assert.deepEqual(stage.standIn.connections, { open: 2, opened: 2 });
  });

  it('tells its settings as Redshift does: an old version, and nothing that came later', async () => {
    const token = await stage.token();
    const { settings } = await login({ token });
    assert.deepEqual(settings, {
      client_encoding: 'UNICODE',
      DateStyle: 'ISO, MDY',
      integer_datetimes: 'on',
      is_superuser: 'off',
      padb_version: '1.0.12103',
      server_encoding: 'UTF8',
      server_version: '8.0.2',
      session_authorization: 'awsidc:anna@example.com',
      TimeZone: 'UTC',
    });
    const asked = await login({ token, startup: { ...idcStartup, client_encoding: 'UTF8' } });
    assert.equal(asked.settings['client_encoding'], 'UTF8');
  });

  it('passes settings of the startup packet on', async () => {
    const token = await stage.token();
    const settings = {
      application_name: 'test',
      options: '-c statement_timeout=1234',
      TimeZone: 'Asia/Tokyo',
    };
    const client = await login({ token, startup: { ...idcStartup, ...settings, user: '' } });
    assert.deepEqual(
      [
        await client.value('show application_name'),
        await client.value('show statement_timeout'),
        client.settings['TimeZone'],
      ],
      ['test', '1234ms', 'Asia/Tokyo'],
    );
  });

  it('refuses who does not come as an identity', async () => {
    const token = await stage.token();
    assert.deepEqual(
      [
        await refused({ startup: { database: 'dev' } }),
        await refused({ startup: { user: '', database: 'dev' } }),
        await refused({ startup: { user: 'admin', database: 'dev' } }),
        await refused({ token, startup: { ...idcStartup, idp_type: 'awsidc' } }),
        await refused({ token, startup: { ...idcStartup, idp_type: 'okta' } }),
      ],
      [
        '28000 no PostgreSQL user name specified in startup packet',
        '28000 no PostgreSQL user name specified in startup packet',
        '28000 password authentication failed for user "admin"',
        '28000 identity provider type "awsidc" is not supported',
        '28000 identity provider type "okta" is not supported',
      ],
    );
  });

  it('refuses tokens that AWS did not give, gave for another workgroup, or gave too long ago', async () => {
    const token = await stage.token('analytics');
    const before = {
      unknown: await refused({ token: `${token}A` }),
      empty: await refused({ token: '' }),
      doubleNul: await refused({ token: `${token}\0`, endsWithNul: true }),
      otherWorkgroup: await refused({ token, serverName: stage.host('marketing') }),
      withoutIdentityCenter: await refused({ token, serverName: stage.host('legacy-etl') }),
      otherType: await refused({ token, startup: { ...idcStartup, token_type: 'ACCESS_TOKEN' } }),
      noType: await refused({ token, startup: without('token_type') }),
    };
    const now = stage.aws.rules.now();
    stage.aws.rules.now = () => now + 3_600_001;
    const expired = await refused({ token, serverName: stage.host('analytics') });
    assert.deepEqual(
      { ...before, expired },
      {
        unknown: '28000 Token credentials expired or invalid',
        empty: '28000 Token credentials expired or invalid',
        doubleNul: '28000 Token credentials expired or invalid',
        otherWorkgroup: '28000 invalid token',
        withoutIdentityCenter: '28000 AWS IdC identity provider does not exist',
        otherType: '28000 TYPE_INVALID_TOKEN',
        noType: '28000 TYPE_INVALID_TOKEN',
        expired: '28000 Token credentials expired or invalid',
      },
    );
    assert.ok(!JSON.stringify(stage.standIn.logins).includes(token));
  });

  it('ends logins over settings that Redshift does not have, after the token', async () => {
    const token = await stage.token();
    const with_ = (settings: Record<string, string>) =>
      refused({ token, startup: { ...idcStartup, ...settings } });
    assert.deepEqual(
      [
        await with_({ IntervalStyle: 'iso_8601' }),
        await with_({ standard_conforming_strings: 'on' }),
        await with_({ bytea_output: 'hex' }),
        await with_({ lc_monetary: 'C' }),
        await with_({ options: '-c search_path=public -c intervalstyle=iso_8601' }),
        await with_({ replication: 'true' }),
      ],
      [
        '42704 unrecognized configuration parameter "IntervalStyle"',
        '42704 unrecognized configuration parameter "standard_conforming_strings"',
        '42704 unrecognized configuration parameter "bytea_output"',
        '42501 permission denied to set parameter "lc_monetary"',
        '42704 unrecognized configuration parameter "intervalstyle"',
        '42704 unrecognized configuration parameter "replication"',
      ],
    );
    // A bad token is what counts first.
    const bad = { token: 'bad', startup: { ...idcStartup, lc_monetary: 'C' } };
    assert.equal(await refused(bad), '28000 Token credentials expired or invalid');
  });

  it('knows the databases of the namespaces and no others', async () => {
    const token = await stage.token();
    const startup = { ...idcStartup, database: 'nowhere' };
    assert.equal(await refused({ token, startup }), '3D000 database "nowhere" does not exist');
    stage.aws.world.places[0]!.namespaces[0]!.dbName = 'warehouse';
    const client = await login({ token, startup: { ...idcStartup, database: 'warehouse' } });
    assert.equal(await client.value('select current_database()'), 'warehouse');
    assert.equal((await client.query('create table here (n int); drop table here')).at(-2)?.type, 'C');
  });

  it('takes a startup packet of protocol 3.0 alone, laid out exactly', async () => {
    const good = startupOf(idcStartup);
    const version = Buffer.from(good);
    version.writeInt32BE(196_610, 4);
    const gss = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x30]);
    const unended = Buffer.from(good.subarray(0, -1));
    unended.writeInt32BE(unended.length, 0);
    const [trailing, hidden] = ['x', '\0x'].map((rest) => {
      const bytes = Buffer.concat([good, Buffer.from(rest)]);
      bytes.writeInt32BE(bytes.length, 0);
      return bytes;
    });
    const answers: string[] = [];
    for (const bytes of [version, gss, unended, trailing!, hidden!]) {
      const client = await RedshiftClient.secure(stage.standIn);
      client.stream.write(bytes);
      answers.push(errorText(await client.read()));
    }
    assert.deepEqual(answers, [
      '0A000 unsupported frontend protocol 3.2: server supports 1.0 to 3.0',
      '0A000 unsupported frontend protocol 1234.5680: server supports 1.0 to 3.0',
      '08P01 invalid startup packet layout: expected terminator as last byte',
      '08P01 invalid startup packet layout: expected terminator as last byte',
      '08P01 invalid startup packet layout: expected terminator as last byte',
    ]);
    for (const length of [0, 7, 10_001, -1]) {
      const client = await RedshiftClient.secure(stage.standIn);
      const bytes = Buffer.alloc(8);
      bytes.writeInt32BE(length, 0);
      client.stream.write(bytes);
      await assert.rejects(client.read(), /went away/);
    }
  });

  it('lets nobody in without TLS, and nobody in by a password message', async () => {
    const plain = await RedshiftClient.plain(stage.standIn);
    assert.equal(
      errorText(await plain.enter({})),
      '28000 no pg_hba.conf entry for host "127.0.0.1", user "", SSL off',
    );
    const client = await RedshiftClient.secure(stage.standIn);
    client.stream.write(startupOf(idcStartup));
    assert.equal((await client.read()).body.readInt32BE(0), 14);
    client.stream.write(Buffer.from('p\0\0\0\x05\0', 'latin1'));
    assert.equal(errorText(await client.read()), '08P01 expected password response, got message type 112');
  });

  it('begins no TLS for who has sent more than the request for it', async () => {
    const client = await RedshiftClient.plain(stage.standIn);
    client.stream.write(Buffer.concat([packet(int32(80_877_103)), startupOf(idcStartup)]));
    let answer = '';
    client.stream.on('data', (chunk: Buffer) => (answer += chunk.toString('latin1')));
    await new Promise((resolve) => client.stream.once('close', resolve));
    assert.equal(answer, '');
  });

  it('keeps no token that was put into a startup parameter', async () => {
    const token = await stage.token();
    await login({ token, startup: { ...idcStartup, application_name: token } });
    assert.equal(stage.standIn.logins[0]?.startup['application_name'], '(token)');
  });
}).timeout(10_000);
