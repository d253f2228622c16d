import {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { IdentityAws } from './identityAws.js';
import { oidc, startIdentityAws } from './identityAws.js';

const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';
const redirectUri = 'http://127.0.0.1:49152/oauth/callback';
const verifier = randomBytes(32).toString('base64url');
const scope = 'sso:account:access';

type Client = { clientId: string; clientSecret: string };

describe('Signing in at the emulated Identity Center', () => {
  let company: IdentityAws;
  let now: number;
  beforeEach(async () => {
    now = Date.now();
    company = await startIdentityAws({ now: () => now });
  });
  afterEach(() => company.aws.close());

  const send = (client: Client, input: object) =>
    oidc(company.aws).send(new CreateTokenCommand({ ...client, grantType: deviceGrant, ...input }));
  const register = async (input: object = {}): Promise<Client> => {
    const answer = await oidc(company.aws).send(
      new RegisterClientCommand({ clientName: 'a client', clientType: 'public', scopes: [scope], ...input }),
    );
    return { clientId: answer.clientId!, clientSecret: answer.clientSecret! };
  };
  const forBrowsers = (input: object = {}) =>
    register({
      grantTypes: ['authorization_code', 'refresh_token'],
      redirectUris: ['http://127.0.0.1/oauth/callback'],
      issuerUrl: company.world.identityCenter.startUrl,
      ...input,
    });
  const startDevice = async (client: Client, startUrl = company.world.identityCenter.startUrl) =>
    oidc(company.aws).send(new StartDeviceAuthorizationCommand({ ...client, startUrl }));
  const authorize = (clientId: string, changes: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state: 's1',
      code_challenge_method: 'S256',
      scopes: scope,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      ...changes,
    });
    return fetch(`${company.aws.url}/authorize?${query.toString()}`, { redirect: 'manual' });
  };
  const callBack = async (answer: Promise<Response>) =>
    Object.fromEntries(new URL((await answer).headers.get('location')!).searchParams);
  const exchange = (client: Client, code: string | undefined, changes: object = {}) =>
    send(client, { grantType: 'authorization_code', code, redirectUri, codeVerifier: verifier, ...changes });

  it('sends a browser back with a code that is exchanged once, on any port of loopback', async () => {
    const client = await forBrowsers();
    const { code, state } = await callBack(authorize(client.clientId));
    assert.equal(state, 's1');
    const { accessToken, refreshToken, expiresIn, tokenType } = await exchange(client, code);
    assert.deepEqual([expiresIn, tokenType], [3600, 'Bearer']);
    assert.match(`${accessToken!} ${refreshToken!}`, /^aoaAAAAAG\S+ aorAAAAAG\S+$/);
    await assert.rejects(exchange(client, code), { name: 'InvalidGrantException', error: 'invalid_grant' });
    const written = JSON.stringify(company.aws.requests);
    for (const secret of [client.clientSecret, code!, verifier, accessToken!, refreshToken!]) {
      assert.ok(!written.includes(secret));
    }
  });

  it('refuses a code with another verifier, redirect URI or client, or too late', async () => {
    const client = await forBrowsers();
    const wrong = { name: 'InvalidGrantException', error_description: 'Invalid authorization code provided' };
    const { code } = await callBack(authorize(client.clientId));
    await assert.rejects(exchange(client, code, { codeVerifier: 'another' }), wrong);
    await assert.rejects(exchange(client, code, { redirectUri: `${redirectUri}/` }), wrong);
    await assert.rejects(exchange(await forBrowsers(), code), wrong);
    await assert.rejects(exchange({ ...client, clientSecret: 'x' }, code), {
      name: 'InvalidClientException',
    });
    now += 600_000;
    await assert.rejects(exchange(client, code), wrong);
  });

  it('shows a page where a person allows or denies', async () => {
    company.aws.rules.authorizePage = 'ask';
    const client = await forBrowsers({ clientName: '<b>client</b>' });
    const decide = async (decision: string) => {
      const page = await (await authorize(client.clientId)).text();
      assert.match(page, /&#60;b&#62;client/);
      const body = new URLSearchParams({ id: /name="id" value="([^"]+)"/.exec(page)![1]!, decision });
      return callBack(fetch(`${company.aws.url}/device`, { method: 'POST', body, redirect: 'manual' }));
    };
    assert.ok((await exchange(client, (await decide('allow'))['code'])).accessToken);
    assert.equal((await decide('deny'))['error'], 'access_denied');
    company.aws.rules.authorizePage = 'deny';
    assert.equal((await callBack(authorize(client.clientId)))['error'], 'access_denied');
  });

  it('sends no browser anywhere that the client did not register, or without PKCE', async () => {
    const { clientId } = await forBrowsers();
    for (const changes of [
      { redirect_uri: 'http://127.0.0.1:49152/other' },
      { redirect_uri: 'http://evil.example.com/oauth/callback' },
      { client_id: 'unknown' },
      { code_challenge_method: 'plain' },
      { code_challenge: '' },
      { scopes: 'redshift:connect' },
    ]) {
      const answer = await authorize(clientId, changes);
      assert.deepEqual([answer.status >= 400, answer.headers.get('location')], [true, null]);
    }
  });

  it('registers public clients with known grants, scopes and loopback addresses only', async () => {
    const refused = (input: object, name: string) => assert.rejects(forBrowsers(input), { name });
    await refused({ clientType: 'confidential' }, 'InvalidClientMetadataException');
    await refused({ grantTypes: ['password'] }, 'UnsupportedGrantTypeException');
    await refused({ scopes: ['Everything!'] }, 'InvalidScopeException');
    await refused({ redirectUris: ['https://example.com/callback'] }, 'InvalidRedirectUriException');
    await refused({ redirectUris: [] }, 'InvalidRequestException');
    await refused({ issuerUrl: 'https://d-other.awsapps.com/start' }, 'InvalidRequestException');
    await refused({ issuerUrl: undefined }, 'InvalidRequestException');
  });

  it('lets a device ask until a person has decided, no more often than it was told', async () => {
    const client = await register();
    const { deviceCode, userCode, interval, expiresIn, verificationUriComplete } = await startDevice(client);
    assert.match(userCode!, /^[A-Z]{4}-[A-Z]{4}$/);
    assert.deepEqual([interval, expiresIn], [1, 600]);
    await assert.rejects(send(client, { deviceCode }), {
      name: 'AuthorizationPendingException',
      error: 'authorization_pending',
    });
    now += 500;
    await assert.rejects(send(client, { deviceCode }), { name: 'SlowDownException', error: 'slow_down' });
    now += 1000;
    await assert.rejects(send(client, { deviceCode }), { name: 'AuthorizationPendingException' });
    assert.match(await (await fetch(verificationUriComplete!)).text(), new RegExp(userCode!));
    await assert.rejects(send(await register(), { deviceCode }), { name: 'InvalidGrantException' });
    company.aws.identity.signIns.approve(company.aws.identity.signIns.waiting[0]!);
    now += 1000;
    assert.ok((await send(client, { deviceCode })).accessToken);
    await assert.rejects(send(client, { deviceCode }), { name: 'InvalidGrantException' });
  });

  it('tells a device that a person denied, or that its time is over', async () => {
    const client = await register();
    const denied = await startDevice(client);
    company.aws.identity.signIns.deny(company.aws.identity.signIns.waiting[0]!);
    await assert.rejects(send(client, denied), { name: 'AccessDeniedException', error: 'access_denied' });
    const { deviceCode } = await startDevice(client);
    now += 600_000;
    await assert.rejects(send(client, { deviceCode }), {
      name: 'ExpiredTokenException',
      error: 'expired_token',
    });
    await assert.rejects(startDevice(client, 'https://d-other.awsapps.com/start'), {
      name: 'InvalidRequestException',
    });
    await assert.rejects(startDevice(await forBrowsers()), { name: 'UnauthorizedClientException' });
  });

  it('knows a start URL in its own region only, where the host names one', async () => {
    const client = await register();
    const start = async (host: string) => {
      const body = { ...client, startUrl: company.world.identityCenter.startUrl };
      const request = http.request(`${company.aws.url}/device_authorization`, {
        method: 'POST',
        headers: { host },
      });
      const [answer] = (await once(request.end(JSON.stringify(body)), 'response')) as [http.IncomingMessage];
      return answer.resume().statusCode;
    };
    assert.equal(await start('oidc.us-east-1.amazonaws.com'), 200);
    assert.equal(await start('oidc.eu-west-1.amazonaws.com'), 400);
  });

  it('takes no code that nobody allowed yet, and no secret after its 90 days', async () => {
    company.aws.rules.authorizePage = 'ask';
    const client = await forBrowsers();
    await authorize(client.clientId);
    const [waiting] = company.aws.identity.signIns.waiting;
    const code = waiting?.kind === 'browser' ? waiting.code : undefined;
    await assert.rejects(exchange(client, code), { name: 'InvalidGrantException' });
    now += 90 * 24 * 3_600_000;
    await assert.rejects(startDevice(client), {
      name: 'InvalidClientException',
      error_description: 'Client secret has expired',
    });
  });

  it('decides by a rule where nobody is there to be asked', async () => {
    company.aws.rules.deviceCodes = 'allow';
    const client = await register();
    const { deviceCode } = await startDevice(client);
    assert.ok((await send(client, { deviceCode })).accessToken);
  });

  it('renews until the sign-in ends, with or without a new refresh token', async () => {
    const client = await forBrowsers();
    const renew = (refreshToken: string | undefined) =>
      send(client, { grantType: 'refresh_token', refreshToken });
    const over = { name: 'InvalidGrantException', error_description: 'Invalid refresh token provided' };
    const first = await exchange(client, (await callBack(authorize(client.clientId)))['code']);
    const second = await renew(first.refreshToken);
    await assert.rejects(renew(first.refreshToken), over);
    company.aws.rules.rotatesRefreshToken = false;
    assert.equal((await renew(second.refreshToken)).refreshToken, undefined);
    await assert.rejects(send(await forBrowsers(), { grantType: 'refresh_token', ...second }), over);
    now += 7.5 * 3_600_000;
    assert.equal((await renew(second.refreshToken)).expiresIn, 1800);
    now += 0.5 * 3_600_000;
    await assert.rejects(renew(second.refreshToken), over);
  });

  it("answers in OAuth's form, under the name that AWS gives it", async () => {
    const body = JSON.stringify({ clientId: 'x', clientSecret: 'y', grantType: deviceGrant });
    const answer = await fetch(`${company.aws.url}/token`, { method: 'POST', body });
    assert.deepEqual(
      [answer.status, answer.headers.get('x-amzn-errortype'), await answer.json()],
      [
        401,
        'InvalidClientException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
        { error: 'invalid_client', error_description: 'Invalid client provided' },
      ],
    );
  });
});
