import type { Token } from './token.js';

/**
 * What is held and what was found: of one token the record that ends first, since a token's end only ever comes nearer.
 * The same list where that adds nothing.
 */
export function mergedTokens(held: readonly Token[], found: readonly Token[]): readonly Token[] {
  const byId = new Map(held.map((token) => [token.id, token]));
  for (const token of found) {
    const known = byId.get(token.id);
    if (known === undefined || token.expiresAt < known.expiresAt) byId.set(token.id, token);
  }
  const merged = [...byId.values()];
  return merged.length === held.length && merged.every((token, at) => token === held[at]) ? held : merged;
}

/** A new token, issued later than any held one that ends with it: in each window it is the one that counts. */
export function issuedLast(token: Token, held: readonly Token[]): Token {
  const alike = held.filter(({ expiresAt }) => expiresAt === token.expiresAt);
  const issuedAt = Math.max(token.issuedAt, ...alike.map((other) => other.issuedAt + 1));
  return issuedAt > token.issuedAt && issuedAt < token.expiresAt ? { ...token, issuedAt } : token;
}
