import type { JsonWebKey } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';
import type { TestCa } from '../testCa.js';
import { testCa } from '../testCa.js';
import { discovery } from './discovery.js';
import type { ProviderClient } from './providerClient.js';
import { providerConfiguration } from './providerConfiguration.js';
import type { ProviderContext } from './providerContext.js';
import type { ProviderRequest } from './providerRequest.js';
import { providerRequest } from './providerRequest.js';
import type { ProviderRules } from './providerRules.js';
import { defaultRules } from './providerRules.js';
import type { ProviderUser } from './providerUser.js';
import { userNamed } from './providerUser.js';
import { grant, signIn } from './signIn.js';
import { SigningKey } from './signingKey.js';
import type { SigningKeys } from './tokenAnswers.js';
import { answerTokens } from './tokenAnswers.js';

/** How a provider starts; its rules may be changed later by `provider.rules`. */
export type IdentityProviderOptions = {
  readonly clients: readonly ProviderClient[];
  readonly users: readonly ProviderUser[];
  readonly rules?: Partial<ProviderRules>;
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** The server's clock, as in the rules. */
  readonly now?: () => number;
  /** Signs the server's certificate; one of its own when absent. */
  readonly ca?: TestCa;
  /** Speaks http, for a person whose browser would not believe the certificate. */
  readonly isPlain?: boolean;
};

const host = '127.0.0.1';
const maxRequests = 100_000;

/**
 * A company's OpenID provider on loopback, over https unless told otherwise: authorization code with PKCE, refresh
 * tokens, device codes and revocation, as the library `oidc-provider` does them, bent by rules to what other providers do.
 */
export class IdentityProvider {
  /** What was asked so far, in the order of the answers. */
  readonly requests: ProviderRequest[] = [];
  private readonly provider: Provider;

  private constructor(
    private readonly server: http.Server | https.Server,
    private readonly users: readonly ProviderUser[],
    clients: readonly ProviderClient[],
    private readonly keys: SigningKeys,
    /** May be changed at any time; counts from the next request on. */
    readonly rules: ProviderRules,
    /** The authority that a client must trust. */
    readonly certificatePem: string,
  ) {
    this.provider = new Provider(
      this.issuer,
      providerConfiguration({ clients, users, rules, key: keys.published }),
    );
    const { provider } = this;
    provider.use((context, next) => this.record(context, next));
    provider.use((context, next) => discovery(context, rules, next));
    provider.use((context, next) => signIn(context, { provider, users, rules }, next));
    provider.use((context, next) => askUser(context, next));
    provider.use((context, next) => answerTokens(context, rules, keys, next));
    const answer = provider.callback();
    server.on('request', (request, response) => void answer(request, response));
  }

  static async start(options: IdentityProviderOptions): Promise<IdentityProvider> {
    const { clients, users, port = 0, ca = testCa(), isPlain = false } = options;
    const { keyPem: key, certificatePem: cert } = ca.issue([host, 'localhost', '::1']);
    const [published, stray] = await Promise.all([SigningKey.create('key-1'), SigningKey.create('key-1')]);
    const rules = { ...defaultRules, ...(options.now && { now: options.now }), ...options.rules };
    const server = isPlain ? http.createServer() : https.createServer({ key, cert });
    server.listen(port, host);
    await once(server, 'listening');
    return new IdentityProvider(server, users, clients, { published, stray }, rules, ca.certificatePem);
  }

  get issuer(): string {
    const scheme = this.server instanceof https.Server ? 'https' : 'http';
    return `${scheme}://${host}:${(this.server.address() as AddressInfo).port}`;
  }

  /** The public keys, as the provider publishes them. */
  jwks(): { readonly keys: readonly JsonWebKey[] } {
    return { keys: [this.keys.published.publicJwk()] };
  }

  /** The user with this email signs in and lets the device with this code have what it asked for. */
  async approveDeviceCode(userCode: string, email: string): Promise<void> {
    const code = await this.deviceCode(userCode);
    const user = userNamed(this.users, email);
    if (user === undefined) throw new Error(`The identity provider has no user ${email}.`);
    const scope = String(code.params?.['scope']);
    const grantId = await grant(this.provider, user, code.clientId ?? '', scope);
    Object.assign(code, { accountId: user.sub, grantId, scope });
    await code.save();
  }

  async denyDeviceCode(userCode: string): Promise<void> {
    const code = await this.deviceCode(userCode);
    Object.assign(code, { error: 'access_denied', errorDescription: 'The user refused.' });
    await code.save();
  }

  /** Ends at once, open connections and hanging answers included. */
  async close(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async deviceCode(userCode: string) {
    const code = await this.provider.DeviceCode.findByUserCode(userCode.replace(/\W/g, ''));
    if (code === undefined) throw new Error('The identity provider knows no such device code.');
    return code;
  }

  private async record(context: ProviderContext, next: () => Promise<void>): Promise<void> {
    await next();
    if (this.requests.length < maxRequests) this.requests.push(providerRequest(context, this.rules.now()));
  }
}

/**
 * Each sign-in asks its user: no browser remembers who was there before. And, unlike with the library, `offline_access`
 * needs no `prompt=consent`, as with the providers that companies use.
 */
async function askUser(context: ProviderContext, next: () => Promise<void>): Promise<void> {
  const { headers } = context.req;
  if (/^\/auth(\/|$)/.test(context.path) && headers.cookie !== undefined) {
    headers.cookie = headers.cookie.replace(/_session[^;]*(; |$)/g, '');
  }
  if (context.path === '/auth' && context.query['prompt'] !== 'none') {
    context.query = { ...context.query, prompt: 'consent' };
  }
  await next();
}
