import { randomUUID } from 'node:crypto';
import type { Adapter, Configuration } from 'oidc-provider';
import { page } from './page.js';
import type { ProviderClient } from './providerClient.js';
import { registrationOf } from './providerClient.js';
import type { ProviderRules } from './providerRules.js';
import type { ProviderUser } from './providerUser.js';
import { signInPath } from './signIn.js';
import type { SigningKey } from './signingKey.js';
import { TimedStore } from './timedStore.js';

type Described = {
  readonly clients: readonly ProviderClient[];
  readonly users: readonly ProviderUser[];
  readonly rules: ProviderRules;
  readonly key: SigningKey;
};

/** What the library needs to be the provider that the rules describe, as far as it can be told. */
export function providerConfiguration({ clients, users, rules, key }: Described): Configuration {
  const seconds = (ms: number): number => Math.max(1, Math.round(ms / 1000));
  return {
    adapter: (kind) =>
      kind === 'Client' ? registrations(clients, rules) : new TimedStore(() => rules.now()),
    jwks: { keys: [key.privateJwk()] },
    cookies: { keys: [randomUUID()] },
    scopes: ['openid', 'offline_access', 'email', 'profile'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    // The ID token is all that AWS sees: it carries what the scopes allow.
    conformIdTokenClaims: false,
    findAccount: (_context, sub) => {
      const user = users.find((candidate) => candidate.sub === sub);
      return user && { accountId: sub, claims: () => ({ ...user, email_verified: true }) };
    },
    interactions: { url: (_context, { uid }) => `${signInPath}${uid}` },
    clientBasedCORS: () => false,
    pkce: { required: () => true },
    expiresWithSession: () => false,
    issueRefreshToken: (_context, _client, source) =>
      rules.refreshTokens === 'always' ||
      (rules.refreshTokens === 'offlineAccess' && source.scopes.has('offline_access')),
    rotateRefreshToken: () => rules.rotation === 'rotates',
    ttl: {
      AccessToken: () => seconds(rules.accessTokenLifeMs),
      DeviceCode: () => seconds(rules.deviceCodeLifeMs),
      RefreshToken: () => seconds(rules.refreshTokenLifeMs),
      // Of no rule, and longer than any test.
      IdToken: 3600,
      Interaction: 3600,
      Session: 30 * 24 * 3600,
      // Longer than any sign-in that a rule can give.
      Grant: 10 * 365 * 24 * 3600,
    },
    features: {
      devInteractions: { enabled: false },
      revocation: { enabled: true, allowedPolicy: () => true },
      deviceFlow: {
        enabled: true,
        userCodeInputSource: (context, form, _out, error) => {
          const message =
            error === undefined ? 'Enter the code that your device shows.' : 'This code is not good.';
          show(
            context,
            'Connect a device',
            message,
            `${form}<button form="op.deviceInputForm">Continue</button>`,
          );
        },
        userCodeConfirmSource: (context, form, _client, _device, userCode) => {
          const confirm = '<button form="op.deviceConfirmForm">Continue</button>';
          show(context, 'Connect a device', `Does your device show ${userCode}?`, form + confirm);
        },
        successSource: (context) => show(context, 'Signed in', 'You may close this page.'),
      },
    },
    renderError: (context, out) => show(context, 'Error', `${out.error}: ${out.error_description ?? ''}`),
  };
}

function show(context: { type: string; body: unknown }, title: string, message: string, form = ''): void {
  context.type = 'html';
  context.body = page(title, message, form);
}

/** Reads the rules anew for each request, unlike clients in the configuration. */
function registrations(clients: readonly ProviderClient[], rules: ProviderRules): Adapter {
  const store = new TimedStore(() => rules.now());
  store.find = (id) => {
    const client = clients.find(({ clientId }) => clientId === id);
    return Promise.resolve(client && registrationOf(client, rules));
  };
  return store;
}
