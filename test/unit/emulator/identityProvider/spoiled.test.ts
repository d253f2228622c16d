import assert from 'node:assert/strict';
import * as oidc from 'openid-client';
import type { IdentityProvider } from '../../../emulator/identityProvider/identityProvider.js';
import type { SpoiledDiscovery, SpoiledIdToken } from '../../../emulator/identityProvider/providerRules.js';
import { defaultRules } from '../../../emulator/identityProvider/providerRules.js';
import { trustingFetch } from '../../../emulator/identityProvider/trustingFetch.js';
import { anna, clientId, discover, refusal, signIn, startProvider } from './openIdClient.js';

describe('A provider that does wrong', () => {
  let provider: IdentityProvider;
  before(async () => {
    provider = await startProvider();
  });
  beforeEach(() => Object.assign(provider.rules, { ...defaultRules, signInAs: anna.email }));
  after(() => provider.close());

  const idTokens: readonly (readonly [SpoiledIdToken, string])[] = [
    ['nonce', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['audience', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['issuer', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED'],
    ['key', 'OAUTH_INVALID_RESPONSE'],
    ['expired', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED'],
    ['missing', 'OAUTH_INVALID_RESPONSE'],
  ];
  for (const [spoiled, refused] of idTokens) {
    it(`is refused when its ID token is spoiled: ${spoiled}`, async () => {
      const config = await discover(provider);
      provider.rules.spoiledIdToken = spoiled;
      assert.equal(await refusal(signIn(provider, config)), refused);
    });
  }

  it('is not noticed for its key by a client that trusts the connection alone', async () => {
    provider.rules.spoiledIdToken = 'key';
    const config = await oidc.discovery(new URL(provider.issuer), clientId, undefined, undefined, {
      [oidc.customFetch]: trustingFetch(provider.certificatePem),
    });
    assert.ok((await signIn(provider, config)).id_token);
  });

  it('gives ID tokens without jti, which are good for OpenID clients', async () => {
    provider.rules.hasJti = false;
    const tokens = await signIn(provider, await discover(provider));
    assert.equal('jti' in tokens.claims()!, false);
  });

  const discoveries: readonly (readonly [SpoiledDiscovery, string])[] = [
    ['redirect', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['otherIssuer', 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED'],
    ['html', 'OAUTH_RESPONSE_IS_NOT_JSON'],
    ['serverError', 'OAUTH_RESPONSE_IS_NOT_CONFORM'],
    ['hang', 'OAUTH_TIMEOUT'],
  ];
  for (const [spoiled, refused] of discoveries) {
    it(`is refused when its configuration is spoiled: ${spoiled}`, async () => {
      provider.rules.spoiledDiscovery = spoiled;
      const timeoutSeconds = spoiled === 'hang' ? 0.1 : 10;
      assert.equal(await refusal(discover(provider, undefined, timeoutSeconds)), refused);
    });
  }

  it('leads a client that follows redirects to a good configuration', async () => {
    provider.rules.spoiledDiscovery = 'redirect';
    const ask = trustingFetch(provider.certificatePem);
    const moved = await ask(`${provider.issuer}/.well-known/openid-configuration`);
    const answer = await ask(new URL(moved.headers.get('location') ?? '', provider.issuer).href);
    assert.equal(((await answer.json()) as { issuer: string }).issuer, provider.issuer);
  });

  it('ends at once, also while an answer hangs', async () => {
    const other = await startProvider({ spoiledDiscovery: 'hang' });
    const asked = refusal(
      trustingFetch(other.certificatePem)(`${other.issuer}/.well-known/openid-configuration`),
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    const startedAt = performance.now();
    await other.close();
    await other.close();
    assert.equal(await asked, 'ECONNRESET');
    assert.ok(performance.now() - startedAt < 500);
  });
});
