/** What an ID token gets wrong: each of these a client must refuse. */
export type SpoiledIdToken = 'nonce' | 'audience' | 'issuer' | 'key' | 'expired' | 'missing';

/** What goes wrong when a client asks for the provider's configuration. */
export type SpoiledDiscovery = 'redirect' | 'otherIssuer' | 'html' | 'serverError' | 'hang';

/** What the identity provider decides by; may be changed while it runs and counts from the next request on. */
export type ProviderRules = {
  /** The server's clock. Its tokens and codes live by it. */
  now: () => number;
  /** The email of the user who signs in without a click; undefined shows the sign-in page. */
  signInAs: string | undefined;
  /** The user refuses, without a click: `access_denied`. */
  userDenies: boolean;
  /** `exact` compares the port too, as Okta does; `anyLoopbackPort` is RFC 8252, as Entra does. */
  redirectUris: 'exact' | 'anyLoopbackPort';
  /** Makes every client a confidential one: it must send this, as a header or in the body. */
  clientSecret: string | undefined;
  idTokenLifeMs: number;
  accessTokenLifeMs: number;
  /** How long a refresh token is good; rotating begins anew. */
  refreshTokenLifeMs: number;
  deviceCodeLifeMs: number;
  /** How long a device client is told to wait between two questions. */
  pollingIntervalMs: number;
  hasJti: boolean;
  /** Whether a refresh gives an ID token too. */
  hasIdTokenOnRefresh: boolean;
  /** Who gets a refresh token: those who asked for `offline_access`, all or none. */
  refreshTokens: 'offlineAccess' | 'always' | 'never';
  /**
   * What a refresh gives: another refresh token, and the use of an old one revokes all; the same one; or none, and the
   * old one stays good.
   */
  rotation: 'rotates' | 'repeats' | 'omits';
  /** `jwt`: access tokens with the claims of an ID token, for those who use them as an assertion. */
  accessTokens: 'opaque' | 'jwt';
  spoiledIdToken: SpoiledIdToken | undefined;
  spoiledDiscovery: SpoiledDiscovery | undefined;
};

/** A well-behaved provider that waits for its user at the sign-in page. */
export const defaultRules: ProviderRules = {
  now: Date.now,
  signInAs: undefined,
  userDenies: false,
  redirectUris: 'anyLoopbackPort',
  clientSecret: undefined,
  idTokenLifeMs: 3_600_000,
  accessTokenLifeMs: 3_600_000,
  refreshTokenLifeMs: 14 * 24 * 3_600_000,
  deviceCodeLifeMs: 600_000,
  pollingIntervalMs: 1_000,
  hasJti: true,
  hasIdTokenOnRefresh: true,
  refreshTokens: 'offlineAccess',
  rotation: 'rotates',
  accessTokens: 'opaque',
  spoiledIdToken: undefined,
  spoiledDiscovery: undefined,
};
