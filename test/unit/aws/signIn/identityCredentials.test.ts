import assert from 'node:assert/strict';
import {
  GetIdentityCenterAuthTokenCommand,
  RedshiftServerlessClient,
} from '@aws-sdk/client-redshift-serverless';
import { hourMs, minuteMs } from '../../../../src/core/base/duration.js';
import { Cancelled } from '../../../../src/core/base/userError.js';
import { IdentityStage, outcome } from './identityStage.js';

const webIdentity = ['AssumeRoleWithWebIdentity', 'CreateTokenWithIAM', 'AssumeRole'];
const ended = 'The sign-in with the identity "company" has ended. Sign in again, then retry.';

describe("An identity's credentials", () => {
  let stage: IdentityStage;
  beforeEach(async () => (stage = await IdentityStage.start()));
  afterEach(() => stage.close());

  it('get a Redshift token, under the name of the person and of this extension', async () => {
    const { enter, credentials } = stage.window();
    await enter();
    const client = new RedshiftServerlessClient({
      endpoint: stage.aws.url,
      region: 'us-east-1',
      credentials: credentials.provider,
    });
    const command = new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] });
    assert.equal(typeof (await client.send(command)).token, 'string');
    assert.deepEqual(stage.calls, [...webIdentity, 'GetIdentityCenterAuthToken']);
    const [signed, exchanged, assumed] = stage.aws.requests;
    assert.deepEqual([signed?.sessionName, assumed?.sessionName], ['anna@example.com', 'anna@example.com']);
    for (const { userAgent } of [signed!, exchanged!, assumed!]) {
      assert.match(userAgent ?? '', /redshift-identity-center\/0\.0\.0/);
    }
  });

  it('show how long it can be renewed, where that is known', async () => {
    const { enter, held, credentials } = stage.window();
    assert.deepEqual(held.current, { kind: 'signedOut' });
    await enter();
    const { expiration } = await credentials.provider();
    const now = stage.clock.now();
    assert.ok(Math.abs(expiration!.getTime() - (now + hourMs)) < 1000);
    assert.deepEqual(held.current, {
      kind: 'signedIn',
      person: 'anna@example.com',
      signedInAt: now,
      isRenewable: true,
      endsAt: undefined,
    });
  });

  it('are renewed once for all who ask at the same time, and not before they need to be', async () => {
    const { enter, keys } = stage.window();
    await enter();
    stage.clock.advance(54 * minuteMs);
    await Promise.all([keys(), keys()]);
    assert.deepEqual(stage.calls, webIdentity);
    stage.clock.advance(2 * minuteMs);
    await Promise.all([keys(), keys(), keys()]);
    assert.deepEqual(stage.calls, [...webIdentity, ...webIdentity]);
  });

  it('are got with a fresh JWT where the answer to the first is lost', async () => {
    const { enter, keys } = stage.window();
    stage.aws.inject({ kind: 'cutOff', operation: 'CreateTokenWithIAM' });
    await enter();
    assert.equal(await keys(), 'keys');
    assert.deepEqual(stage.calls, ['AssumeRoleWithWebIdentity', 'CreateTokenWithIAM cutOff', ...webIdentity]);
    assert.deepEqual(stage.grants, ['authorization_code', 'refresh_token']);
    stage.aws.inject({ kind: 'badGateway', operation: 'AssumeRoleWithWebIdentity' });
    stage.clock.advance(hourMs);
    assert.equal(await keys(), 'keys');
    assert.deepEqual(stage.calls.slice(-4), ['AssumeRoleWithWebIdentity badGateway', ...webIdentity]);
  });

  it('are got by the provider where the answer to a refresh token of Identity Center is lost', async () => {
    await stage.close();
    stage = await IdentityStage.start({ entry: { applicationCredentials: { profile: 'signer' } } });
    const { enter, keys } = stage.window();
    await enter();
    stage.aws.inject({ kind: 'cutOff', operation: 'CreateTokenWithIAM' });
    stage.clock.advance(hourMs);
    assert.equal(await keys(), 'keys');
    assert.deepEqual(stage.calls.slice(2), ['CreateTokenWithIAM cutOff', 'CreateTokenWithIAM', 'AssumeRole']);
    assert.deepEqual(stage.grants, ['authorization_code', 'refresh_token']);
  });

  it('go on to their end when a renewal fails, which is tried again a minute later', async () => {
    const { enter, keys, held } = stage.window();
    await enter();
    stage.clock.advance(56 * minuteMs);
    stage.provider.rules.spoiledDiscovery = 'serverError';
    assert.deepEqual([await keys(), await keys()], ['keys', 'keys']);
    const asked = () => stage.provider.requests.filter(({ status }) => status === 500).length;
    assert.equal(asked(), 1);
    stage.clock.advance(minuteMs);
    assert.equal(await keys(), 'keys');
    assert.equal(asked(), 2);
    stage.clock.advance(4 * minuteMs);
    assert.match(await keys(), /has trouble of its own just now/);
    assert.equal(held.current.kind, 'signedIn');
    stage.provider.rules.spoiledDiscovery = undefined;
    assert.equal(await keys(), 'keys');
  });

  it('are renewed by what another window has stored meanwhile', async () => {
    const first = stage.window();
    await first.enter();
    const second = stage.window();
    assert.equal(await second.keys(), 'keys');
    stage.clock.advance(hourMs);
    assert.deepEqual([await first.keys(), await second.keys()], ['keys', 'keys']);
    assert.ok(!stage.grants.some((grant) => grant.includes('invalid')));
  });

  it('survive that a renewal could not be stored', async () => {
    const { enter, keys } = stage.window();
    await enter();
    stage.secrets.fail('set');
    stage.clock.advance(hourMs);
    assert.equal(await keys(), 'keys');
    stage.secrets.mend();
    stage.clock.advance(hourMs);
    assert.equal(await keys(), 'keys');
    assert.equal(await stage.window().keys(), 'keys');
    assert.ok(!stage.log.lines.join().includes('"providerToken"'));
  });

  it('are not got where the sign-in cannot be stored', async () => {
    stage.secrets.fail('set');
    const { enter, keys } = stage.window();
    assert.equal(
      await outcome(enter()),
      'The sign-in with the identity "company" could not be stored: VS Code\'s secret storage refused it.',
    );
    assert.equal(await keys(), 'Not signed in with "company". Sign in, then retry.');
    assert.deepEqual(stage.calls, []);
  });

  it('end with the sign-out, which the provider hears of', async () => {
    const { enter, credentials, keys, held } = stage.window();
    await enter();
    await credentials.end(stage.never);
    assert.equal(await keys(), 'Not signed in with "company". Sign in, then retry.');
    const mark = JSON.stringify({ v: 1, endedAt: stage.clock.now() + 1 });
    assert.deepEqual([held.current.kind, [...stage.secrets.records.values()]], ['signedOut', [mark]]);
    assert.ok(stage.provider.requests.some(({ path }) => path === '/token/revocation'));
  });

  it('end here where the provider cannot be told of the sign-out, which says so and offers no second try', async () => {
    const { enter, credentials, held } = stage.window();
    await enter();
    stage.provider.rules.spoiledDiscovery = 'serverError';
    await assert.rejects(credentials.end(stage.never), {
      name: 'ProviderUntold',
      message:
        'Signed out here. The identity provider of "company" could not be told (HTTP status 500): its own session may last on.',
      action: { kind: 'showLog' },
    });
    assert.equal(held.current.kind, 'signedOut');
  });

  for (const name of ['ExpiredTokenException', 'InvalidClientTokenId', 'UnrecognizedClientException']) {
    for (const operation of ['CreateTokenWithIAM', 'AssumeRole']) {
      // There this name, as the emulator injects it, speaks of the grant.
      if (name.startsWith('ExpiredToken') && operation === 'CreateTokenWithIAM') continue;
      it(`are got with what the profile gives then, after ${operation} was refused with ${name}`, async () => {
        await stage.close();
        stage = await IdentityStage.start({ entry: { applicationCredentials: { profile: 'signer' } } });
        const { enter, keys } = stage.window();
        stage.aws.inject({ kind: 'error', name, status: 403, message: 'The token is not valid', operation });
        await outcome(enter());
        const dropped = [...stage.droppedProfiles];
        assert.deepEqual([dropped, await keys(), stage.droppedProfiles], [['signer'], 'keys', ['signer']]);
      });
    }
  }

  it('are not renewed for somebody else, nor by what another entry left', async () => {
    const { enter, keys } = stage.window();
    await enter();
    const [key, text] = [...stage.secrets.records][0]!;
    stage.secrets.records.set(key, text.replace('"subject":"u-anna"', '"subject":"u-bert"'));
    const other = stage.window();
    assert.equal(await other.keys(), ended);
    stage.secrets.records.set(key, text.replace('RedshiftAccess', 'AnotherRole'));
    assert.equal(await stage.window().keys(), 'Not signed in with "company". Sign in, then retry.');
    assert.equal(await keys(), 'keys');
  });

  it('stop with the window', async () => {
    const { enter, credentials } = stage.window();
    await enter();
    stage.clock.advance(hourMs);
    stage.provider.rules.spoiledDiscovery = 'hang';
    const asked = credentials.provider();
    while (!stage.provider.requests.some(({ status }) => status === 0)) {
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    credentials.dispose();
    await assert.rejects(asked, Cancelled);
  });

  it('are renewed by what another window stored just now, where what was read has ended', async () => {
    const { enter, keys } = stage.window();
    await enter();
    const now = [...stage.secrets.records.values()][0]!;
    // Not a used one: to this provider that is a theft, and ends them all.
    const before = now.replace(/"providerToken":"[^"]+"/, '"providerToken":"forgotten"');
    const answers = [before, now];
    stage.secrets.get = () => Promise.resolve(answers.shift());
    stage.clock.advance(hourMs);
    assert.equal(await keys(), 'keys');
    assert.deepEqual(stage.grants.slice(1), ['refresh_token invalid_grant', 'refresh_token']);
  });
});
