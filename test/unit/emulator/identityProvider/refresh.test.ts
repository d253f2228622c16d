import assert from 'node:assert/strict';
import * as oidc from 'openid-client';
import type { IdentityProvider } from '../../../emulator/identityProvider/identityProvider.js';
import { defaultRules } from '../../../emulator/identityProvider/providerRules.js';
import { anna, authorize, discover, refusal, signIn, startProvider } from './openIdClient.js';

describe('A refresh token', () => {
  let provider: IdentityProvider;
  let config: oidc.Configuration;
  before(async () => {
    provider = await startProvider();
    config = await discover(provider);
  });
  beforeEach(() => Object.assign(provider.rules, { ...defaultRules, signInAs: anna.email }));
  after(() => provider.close());

  const refresh = (token: string) => oidc.refreshTokenGrant(config, token);
  const refreshToken = async () => (await signIn(provider, config)).refresh_token!;

  it('gives a new ID token of the same user', async () => {
    const first = await signIn(provider, config);
    const second = await refresh(first.refresh_token!);
    assert.equal(second.claims()?.sub, anna.sub);
    assert.notEqual(second.claims()?.['jti'], first.claims()?.['jti']);
  });

  it('gives way to the next one, and revokes all when it is used again', async () => {
    const first = await refreshToken();
    const second = (await refresh(first)).refresh_token!;
    const third = (await refresh(second)).refresh_token!;
    assert.equal(new Set([first, second, third]).size, 3);
    assert.equal(await refusal(refresh(first)), 'invalid_grant');
    assert.equal(await refusal(refresh(third)), 'invalid_grant');
  });

  it('stays the same or is left out of the answer, where the rules say so', async () => {
    const token = await refreshToken();
    provider.rules.rotation = 'repeats';
    assert.equal((await refresh(token)).refresh_token, token);
    provider.rules.rotation = 'omits';
    assert.equal((await refresh(token)).refresh_token, undefined);
    await refresh(token);
  });

  it('gives no ID token, where the rules say so', async () => {
    provider.rules.hasIdTokenOnRefresh = false;
    const answer = await refresh(await refreshToken());
    assert.deepEqual([answer.id_token, typeof answer.access_token], [undefined, 'string']);
  });

  it('is given to those who ask for offline access, to all or to none', async () => {
    const given = async (scope: string): Promise<boolean> => {
      const { url, checks } = await authorize(provider, config, undefined, { scope });
      return (await oidc.authorizationCodeGrant(config, url, checks)).refresh_token !== undefined;
    };
    const found = [];
    for (const rule of ['offlineAccess', 'always', 'never'] as const) {
      provider.rules.refreshTokens = rule;
      found.push([rule, await given('openid'), await given('openid offline_access')]);
    }
    assert.deepEqual(found, [
      ['offlineAccess', false, true],
      ['always', true, true],
      ['never', false, false],
    ]);
  });

  it("ends when its life is over by the server's clock", async () => {
    provider.rules.refreshTokenLifeMs = 8 * 3_600_000;
    provider.rules.rotation = 'repeats';
    const token = await refreshToken();
    provider.rules.now = () => Date.now() + 7 * 3_600_000;
    const { iat } = (await refresh(token)).claims()!;
    assert.ok(Math.abs(iat * 1000 - provider.rules.now()) < 10_000);
    provider.rules.now = () => Date.now() + 9 * 3_600_000;
    assert.equal(await refusal(refresh(token)), 'invalid_grant');
  });

  it('ends when the client revokes it', async () => {
    const token = await refreshToken();
    await oidc.tokenRevocation(config, token);
    assert.equal(await refusal(refresh(token)), 'invalid_grant');
  });
});
