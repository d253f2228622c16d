import type { JSONWebKeySet } from 'jose';

/** Where the keys of an issuer are. */
export type IssuerKeys =
  | { readonly jwks: JSONWebKeySet }
  /** Read anew for each token; `ca` is the PEM certificate that an https address is trusted by. */
  | { readonly jwksUri: string; readonly ca?: string };

/**
 * An OpenID provider that AWS trusts: an identity provider of IAM for web identities, and a trusted token issuer of
 * IAM Identity Center.
 */
export type TrustedIssuer = {
  /** Exactly what `iss` must be. */
  issuer: string;
  /** What IAM accepts as `aud`. Applications of Identity Center have audiences of their own. */
  audiences: string[];
  keys: IssuerKeys;
};
