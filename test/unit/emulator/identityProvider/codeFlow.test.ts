import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import * as oidc from 'openid-client';
import type { IdentityProvider } from '../../../emulator/identityProvider/identityProvider.js';
import { defaultRules } from '../../../emulator/identityProvider/providerRules.js';
import { trustingFetch } from '../../../emulator/identityProvider/trustingFetch.js';
import { anna, authorize, clientId, discover, refusal, signIn, startProvider } from './openIdClient.js';

const pkce = { scope: 'openid', code_challenge: 'c'.repeat(43), code_challenge_method: 'S256' };

describe('A sign-in by authorization code', () => {
  let provider: IdentityProvider;
  let config: oidc.Configuration;
  before(async () => {
    provider = await startProvider();
    config = await discover(provider);
  });
  beforeEach(() => {
    Object.assign(provider.rules, { ...defaultRules, signInAs: anna.email });
    provider.requests.length = 0;
  });
  after(() => provider.close());

  it('gives an ID token of the user for the client, a refresh token and an access token', async () => {
    const tokens = await signIn(provider, config);
    const { iss, aud, sub, email, jti, nonce, exp, iat } = tokens.claims()!;
    assert.deepEqual(
      { iss, aud, sub, email, lifeSeconds: exp - iat },
      { iss: provider.issuer, aud: clientId, sub: anna.sub, email: anna.email, lifeSeconds: 3600 },
    );
    assert.match(String(jti), /^[0-9a-f-]{36}$/);
    assert.match(String(nonce), /.{20}/);
    assert.ok(tokens.refresh_token);
    assert.ok(tokens.access_token);
  });

  it('signs ID tokens with the key that the provider publishes and hands to a trusting party', async () => {
    const { id_token: jwt = '' } = await signIn(provider, config);
    const [key] = provider.jwks().keys;
    const published = await trustingFetch(provider.certificatePem)(`${provider.issuer}/jwks`);
    assert.deepEqual(((await published.json()) as { keys: { n: string }[] }).keys[0]?.n, key?.n);
    const [header, payload, signature = ''] = jwt.split('.');
    const content = Buffer.from(`${header}.${payload}`);
    const publicKey = createPublicKey({ key: key!, format: 'jwk' });
    assert.ok(verify('sha256', content, publicKey, Buffer.from(signature, 'base64url')));
    assert.equal(key?.d, undefined);
  });

  it('lets each token be another, also of the same user', async () => {
    const [first, second] = [await signIn(provider, config), await signIn(provider, config)];
    assert.notEqual(first.claims()?.['jti'], second.claims()?.['jti']);
  });

  it('shows a page with a name and a button where no rule says who signs in', async () => {
    provider.rules.signInAs = undefined;
    const tokens = await signIn(provider, config, async (browser, url) => {
      const page = await browser.open(url);
      assert.match(page.text, /<input name="email"/);
      const again = await browser.submit(page, { email: 'nobody@<b>' });
      assert.deepEqual([again.status, again.text.includes('<b>')], [400, false]);
      await browser.submit(again, { email: 'bert@example.com' });
    });
    assert.equal(tokens.claims()?.['email'], 'bert@example.com');
  });

  it('remembers nobody: another user may be next in the same browser', async () => {
    const tokens = await signIn(provider, config, async (browser, url) => {
      provider.rules.signInAs = undefined;
      const first = { redirect_uri: 'http://127.0.0.1:9/callback' };
      const page = await browser.open(oidc.buildAuthorizationUrl(config, { ...pkce, ...first }));
      await assert.rejects(browser.submit(page, { email: anna.email }), /ECONNREFUSED/);
      await browser.submit(await browser.open(url), { email: 'bert@example.com' });
    });
    assert.equal(tokens.claims()?.['email'], 'bert@example.com');
  });

  it('ends with access_denied when the user refuses, by rule or by button', async () => {
    provider.rules.userDenies = true;
    assert.equal(await refusal(signIn(provider, config)), 'access_denied');
    Object.assign(provider.rules, { userDenies: false, signInAs: undefined });
    const clicked = signIn(provider, config, async (browser, url) =>
      browser.submit(await browser.open(url), { deny: 'yes' }),
    );
    assert.equal(await refusal(clicked), 'access_denied');
  });

  it('gives no tokens for a wrong verifier, a used code or a code that is too old', async () => {
    const wrong = await authorize(provider, config);
    const checks = { ...wrong.checks, pkceCodeVerifier: oidc.randomPKCECodeVerifier() };
    assert.equal(await refusal(oidc.authorizationCodeGrant(config, wrong.url, checks)), 'invalid_grant');
    const used = await authorize(provider, config);
    await oidc.authorizationCodeGrant(config, used.url, used.checks);
    assert.equal(await refusal(oidc.authorizationCodeGrant(config, used.url, used.checks)), 'invalid_grant');
    const old = await authorize(provider, config);
    provider.rules.now = () => Date.now() + 120_000;
    assert.equal(await refusal(oidc.authorizationCodeGrant(config, old.url, old.checks)), 'invalid_grant');
  });

  it('refuses a client that sends no PKCE challenge, and one that it does not know', async () => {
    const { url } = await authorize(provider, config, undefined, { code_challenge: '' });
    assert.equal(url.searchParams.get('error'), 'invalid_request');
    const unknown = authorize(provider, config, undefined, { client_id: 'another' });
    assert.equal(await refusal(unknown), 'The browser was not sent back.');
  });

  it('accepts any loopback port, or by rule only the very redirect URI that is registered', async () => {
    const statuses = async (): Promise<readonly number[]> => {
      const answers = [
        'http://localhost:8090/callback',
        'http://localhost:8091/callback',
        'http://localhost:8090/other',
        'https://elsewhere.example/callback',
      ].map((redirect_uri) => ask(oidc.buildAuthorizationUrl(config, { ...pkce, redirect_uri }).href));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    const ask = trustingFetch(provider.certificatePem);
    assert.deepEqual(await statuses(), [303, 303, 400, 400]);
    provider.rules.redirectUris = 'exact';
    assert.deepEqual(await statuses(), [303, 400, 400, 400]);
    assert.equal(await refusal(signIn(provider, config)), 'The browser was not sent back.');
  });

  it('wants the secret of a confidential client, in the body or as a header', async () => {
    provider.rules.clientSecret = 'a-secret-of-the-client';
    assert.equal(await refusal(signIn(provider, config)), 'invalid_client');
    const wrong = await discover(provider, oidc.ClientSecretPost('wrong'));
    assert.equal(await refusal(signIn(provider, wrong)), 'invalid_client');
    for (const method of [oidc.ClientSecretPost, oidc.ClientSecretBasic]) {
      await signIn(provider, await discover(provider, method('a-secret-of-the-client')));
    }
  });

  it('gives access tokens that are JWTs of the user, where the rules say so', async () => {
    provider.rules.accessTokens = 'jwt';
    const { access_token: jwt } = await signIn(provider, config);
    const payload = Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString();
    const { aud, sub, email, jti } = JSON.parse(payload) as Record<string, string>;
    assert.deepEqual({ aud, sub, email }, { aud: clientId, sub: anna.sub, email: anna.email });
    assert.ok(jti);
  });

  it('keeps a record without codes, tokens and secrets', async () => {
    const { url, checks } = await authorize(provider, config);
    const tokens = await oidc.authorizationCodeGrant(config, url, checks);
    const { at, ...last } = provider.requests.findLast(({ path }) => path === '/token')!;
    assert.ok(at <= Date.now());
    assert.deepEqual(last, {
      method: 'POST',
      path: '/token',
      clientId,
      grantType: 'authorization_code',
      redirectUri: `${url.origin}/callback`,
      status: 200,
    });
    const secrets = [url.searchParams.get('code')!, checks.pkceCodeVerifier!, tokens.refresh_token!];
    const written = JSON.stringify(provider.requests);
    for (const secret of [...secrets, tokens.access_token, tokens.id_token!])
      assert.ok(!written.includes(secret));
  });
});
