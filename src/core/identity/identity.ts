/** Whose keys sign CreateTokenWithIAM: a named profile's, or those of a role that trusts the issuer's ID tokens. */
export type ApplicationCredentials =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'webIdentity'; readonly roleArn: string };

/** A way to sign in as oneself: from the company's OpenID provider, through Identity Center, to an access role. */
export interface IdentityEntry {
  /** What a person calls it, and what its record is stored under. */
  readonly name: string;
  /** Exactly what the provider calls itself: https, or http on loopback. */
  readonly issuer: string;
  readonly clientId: string;
  /** The provider's scopes. */
  readonly scopes: readonly string[];
  /** http on loopback; without a port, a free one is taken. */
  readonly redirectUri: string;
  /** Which of the provider's JWTs is exchanged. */
  readonly assertion: 'idToken' | 'accessToken';
  /** Sent to the provider's sign-in page beside what OpenID needs. */
  readonly authorizeParameters: Readonly<Record<string, string>>;
  /** The customer-managed application of Identity Center. */
  readonly applicationArn: string;
  readonly identityCenterRegion: string;
  readonly applicationCredentials: ApplicationCredentials;
  /** The role whose sessions carry the identity. */
  readonly accessRoleArn: string;
  /** Whether the provider insists on a client secret, which is kept apart. */
  readonly needsClientSecret: boolean;
}
