import type { JWTPayload, JSONWebKeySet } from 'jose';
import { createLocalJWKSet, decodeJwt, errors, jwtVerify } from 'jose';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { IssuerKeys, TrustedIssuer } from '../world/trustedIssuer.js';

/** What is wrong with a token of an OpenID provider. */
export type WebTokenFlaw =
  'malformed' | 'unknownIssuer' | 'noKeys' | 'signature' | 'audience' | 'expired' | 'incomplete';

/** A token that is not accepted; each service has its own error for each flaw. */
export class WebTokenRefusal extends Error {
  constructor(
    readonly flaw: WebTokenFlaw,
    message: string,
    readonly claims: JWTPayload = {},
  ) {
    super(message);
  }
}

/** The claims of an accepted token. */
export type WebToken = JWTPayload & { iss: string; sub: string; exp: number; audience: string };

const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512'];

/** Verifies a token, or throws a `WebTokenRefusal`. `audiences` are those that count for its issuer. */
export async function verifyWebToken(
  jwt: string,
  issuers: readonly TrustedIssuer[],
  audiencesOf: (issuer: string) => readonly string[],
  nowMs: number,
): Promise<WebToken> {
  const claims = claimsOf(jwt);
  const issuer = issuers.find((known) => known.issuer === claims.iss);
  if (issuer === undefined) throw new WebTokenRefusal('unknownIssuer', 'The issuer is not trusted.', claims);
  const audience = [claims.aud ?? []].flat().find((one) => audiencesOf(issuer.issuer).includes(one));
  if (audience === undefined) throw new WebTokenRefusal('audience', 'The audience is another.', claims);
  await verifyKeyAndTime(jwt, issuer.keys, nowMs, claims);
  const { iss, sub, exp, iat } = claims;
  if (iss === undefined || sub === undefined || exp === undefined || iat === undefined) {
    throw new WebTokenRefusal('incomplete', 'One of iss, sub, exp and iat is missing.', claims);
  }
  return { ...claims, iss, sub, exp, audience };
}

function claimsOf(jwt: string): JWTPayload {
  try {
    return decodeJwt(jwt);
  } catch {
    throw new WebTokenRefusal('malformed', 'It is no JWT.');
  }
}

async function verifyKeyAndTime(
  jwt: string,
  keys: IssuerKeys,
  nowMs: number,
  claims: JWTPayload,
): Promise<void> {
  const set = 'jwks' in keys ? keys.jwks : await readKeys(keys, claims);
  try {
    await jwtVerify(jwt, createLocalJWKSet(set), { algorithms, currentDate: new Date(nowMs) });
  } catch (error) {
    const isOver = error instanceof errors.JWTExpired;
    throw new WebTokenRefusal(isOver ? 'expired' : 'signature', String(error), claims);
  }
}

async function readKeys(
  { jwksUri, ca }: { jwksUri: string; ca?: string },
  claims: JWTPayload,
): Promise<JSONWebKeySet> {
  try {
    const request = jwksUri.startsWith('https:')
      ? https.get(jwksUri, { timeout: 5000, ...(ca === undefined ? {} : { ca }) })
      : http.get(jwksUri, { timeout: 5000 });
    request.on('timeout', () => request.destroy(new Error('too late')));
    const [answer] = (await once(request, 'response')) as [IncomingMessage];
    const chunks: Uint8Array[] = [];
    for await (const chunk of answer as AsyncIterable<Uint8Array>) chunks.push(chunk);
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as JSONWebKeySet;
  } catch (error) {
    throw new WebTokenRefusal('noKeys', `The issuer's keys cannot be read: ${String(error)}`, claims);
  }
}
