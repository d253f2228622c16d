import { randomUUID } from 'node:crypto';
import type { ProviderContext } from './providerContext.js';
import type { ProviderRules, SpoiledIdToken } from './providerRules.js';
import type { Claims, SigningKey } from './signingKey.js';
import { claimsOf } from './signingKey.js';

/** An answer of the token endpoint. */
type TokenAnswer = {
  access_token: string;
  expires_in: number;
  id_token?: string;
  refresh_token?: string;
  scope?: string;
};

/** What tokens are signed with; the stray key is in no JWKS, though it bears the same id. */
export type SigningKeys = { readonly published: SigningKey; readonly stray: SigningKey };

/** Makes the library's answers those of the provider that the rules describe. */
export async function answerTokens(
  context: ProviderContext,
  rules: ProviderRules,
  keys: SigningKeys,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  if (context.status !== 200) return;
  if (context.path === '/device/auth') {
    context.body = { ...(context.body as object), interval: rules.pollingIntervalMs / 1000 };
  }
  if (context.path !== '/token') return;
  const answer = { ...(context.body as TokenAnswer) };
  const isRefresh = context.oidc?.params?.['grant_type'] === 'refresh_token';
  if (isRefresh && rules.rotation === 'omits') delete answer.refresh_token;
  if (answer.id_token !== undefined) {
    const claims = stamped(claimsOf(answer.id_token), rules, rules.idTokenLifeMs);
    if (rules.accessTokens === 'jwt') {
      answer.access_token = keys.published.sign({
        ...stamped(claims, rules, rules.accessTokenLifeMs),
        client_id: claims['aud'],
        scope: answer.scope,
      });
    }
    answer.id_token = keys[rules.spoiledIdToken === 'key' ? 'stray' : 'published'].sign(
      spoiled(claims, rules.spoiledIdToken),
    );
  }
  if ((isRefresh && !rules.hasIdTokenOnRefresh) || rules.spoiledIdToken === 'missing') delete answer.id_token;
  context.body = answer;
}

function stamped(claims: Claims, { now, hasJti }: ProviderRules, lifeMs: number): Claims {
  const iat = Math.floor(now() / 1000);
  return { ...claims, iat, exp: iat + Math.round(lifeMs / 1000), ...(hasJti && { jti: randomUUID() }) };
}

function spoiled(claims: Claims, how: SpoiledIdToken | undefined): Claims {
  switch (how) {
    case 'nonce':
      return { ...claims, nonce: 'of-another-sign-in' };
    case 'audience':
      return { ...claims, aud: 'another-client' };
    case 'issuer':
      return { ...claims, iss: 'https://another-issuer.example' };
    case 'expired':
      return { ...claims, iat: Number(claims['iat']) - 7200, exp: Number(claims['iat']) - 3600 };
    case 'key':
    case 'missing':
    case undefined:
      return claims;
  }
}
