import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as oidc from 'openid-client';
import { IdentityProvider } from '../../../emulator/identityProvider/identityProvider.js';
import type { ProviderRules } from '../../../emulator/identityProvider/providerRules.js';
import { ScriptedBrowser } from '../../../emulator/identityProvider/scriptedBrowser.js';
import { trustingFetch } from '../../../emulator/identityProvider/trustingFetch.js';

export const clientId = 'redshift-extension';
export const scope = 'openid email offline_access';
export const anna = { sub: 'u-anna', email: 'anna@example.com', name: 'Anna' };

/** A provider with Anna, who signs in at once, and a client whose call-back may come to any port. */
export function startProvider(rules: Partial<ProviderRules> = {}): Promise<IdentityProvider> {
  return IdentityProvider.start({
    clients: [{ clientId, redirectUris: ['http://127.0.0.1/callback', 'http://localhost:8090/callback'] }],
    users: [anna, { sub: 'u-bert', email: 'bert@example.com' }],
    rules: { signInAs: anna.email, ...rules },
  });
}

/** A client of the provider that trusts its authority and verifies what ID tokens are signed with. */
export function discover(
  provider: IdentityProvider,
  secret?: oidc.ClientAuth,
  timeoutSeconds = 10,
): Promise<oidc.Configuration> {
  return oidc.discovery(new URL(provider.issuer), clientId, undefined, secret, {
    [oidc.customFetch]: trustingFetch(provider.certificatePem),
    // A confirmed TLS connection is enough for the library, unless told so.
    execute: [oidc.enableNonRepudiationChecks],
    timeout: timeoutSeconds,
  });
}

/** What comes to the listener after `visit` has led a browser through the sign-in. */
export type CallBack = { readonly url: URL; readonly checks: oidc.AuthorizationCodeGrantChecks };

export type Visit = (browser: ScriptedBrowser, url: URL) => Promise<unknown>;

const opens: Visit = (browser, url) => browser.open(url);

/** Asks for an authorization code with a loopback listener, and waits until a browser brings it. */
export async function authorize(
  provider: IdentityProvider,
  config: oidc.Configuration,
  visit: Visit = opens,
  asked: Readonly<Record<string, string>> = {},
): Promise<CallBack> {
  const listener = http.createServer();
  listener.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  try {
    const origin = `http://127.0.0.1:${(listener.address() as AddressInfo).port}`;
    const checks = {
      pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
      expectedState: oidc.randomState(),
      expectedNonce: oidc.randomNonce(),
    };
    const url = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${origin}/callback`,
      scope,
      code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
      code_challenge_method: 'S256',
      state: checks.expectedState,
      nonce: checks.expectedNonce,
      ...asked,
    });
    const called = once(listener, 'request') as Promise<[http.IncomingMessage, http.ServerResponse]>;
    const visited = visit(new ScriptedBrowser(provider.certificatePem), url);
    // A provider that refuses the redirect URI never calls back.
    const came = await Promise.race([called, visited.then(() => undefined)]);
    if (came === undefined) throw new Error('The browser was not sent back.');
    const [request, response] = came;
    response.end('You may close this page.');
    await visited;
    return { url: new URL(request.url ?? '', origin), checks };
  } finally {
    listener.closeAllConnections();
    listener.close();
  }
}

/** The whole way: tokens of a user who signs in with a browser. */
export async function signIn(
  provider: IdentityProvider,
  config: oidc.Configuration,
  visit?: Visit,
): Promise<oidc.TokenEndpointResponse & oidc.TokenEndpointResponseHelpers> {
  const { url, checks } = await authorize(provider, config, visit);
  return oidc.authorizationCodeGrant(config, url, checks);
}

/** How a call failed: the OAuth error, or the code of the client library's refusal. */
export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call;
  } catch (error) {
    const { error: oauthError, code, message } = error as Error & { error?: string; code?: string };
    return oauthError ?? code ?? message;
  }
  return 'no refusal';
}
