import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/base/duration.js';
import { Cancelled } from '../../../../src/core/base/userError.js';
import { IdentityStage, outcome } from './identityStage.js';

const entry = { applicationCredentials: { profile: 'signer' } };

describe('What an identity is proved by', () => {
  let stage: IdentityStage;
  afterEach(() => stage.close());

  for (const signer of [{}, entry]) {
    const who = 'applicationCredentials' in signer ? 'a profile' : 'a web identity, which shows the ID token';
    it(`is an access token where the entry says so, signed for by ${who}`, async () => {
      const rules = { accessTokens: 'jwt' } as const;
      stage = await IdentityStage.start({ entry: { assertion: 'accessToken', ...signer }, rules });
      const { enter, keys } = stage.window();
      await enter();
      stage.clock.advance(hourMs);
      assert.equal(await keys(), 'keys');
    });
  }

  it('is good once at Identity Center, and says so', async () => {
    stage = await IdentityStage.start({ entry });
    const { signIn, createToken } = stage.window();
    const { idToken } = await signIn.inBrowser(stage.entry, stage.browser, stage.never);
    const proof = { kind: 'assertion', jwt: idToken! } as const;
    const ask = () => createToken.ask(stage.entry, stage.profileKeys, proof, stage.never);
    await ask();
    const { issuer } = stage.provider;
    assert.equal(
      await outcome(ask()),
      `IAM Identity Center has seen this token of ${issuer} before, and takes each once. Retry with a fresh one.`,
    );
  });

  it('ends with Identity Center where the provider gave nothing to renew it with', async () => {
    stage = await IdentityStage.start({ entry, rules: { refreshTokens: 'never' } });
    const { enter, keys, held } = stage.window();
    await enter();
    stage.clock.advance(9 * hourMs);
    assert.equal(
      await keys(),
      'The sign-in with the identity "company" has ended. Sign in again, then retry.',
    );
    assert.equal(held.current.kind, 'ended');
    assert.ok(![...stage.secrets.records.values()].join().includes('Token"'));
  });

  it('is shown to nobody where the person cancels the keys of the profile', async () => {
    stage = await IdentityStage.start({ entry });
    stage.profileKeys = () => Promise.reject(new Cancelled());
    await assert.rejects(stage.window().enter(), Cancelled);
    assert.deepEqual(stage.calls, []);
  });
});
