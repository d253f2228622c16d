import { minuteMs } from '../base/duration.js';
import { asFields, asList, asNumber, asText, parseJson } from '../base/parse.js';
import type { Identity } from '../sources/identity.js';
import { isTokenSet, type TokenSet } from './tokenSets.js';
import { parseWorkgroupRef, workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';

/** A Redshift token: it opens the workgroups it was made for, and no other. Times are AWS's, in milliseconds. */
export interface Token {
  readonly id: string;
  readonly identity: Identity;
  /** One to twenty, all of one source. */
  readonly workgroups: TokenSet;
  /** The secret. Nowhere but in SecretStorage, in a clipboard a person asked for, and in a login to Redshift. */
  readonly value: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** How a workgroup's token stands. */
export type TokenState =
  | { readonly kind: 'none' }
  | { readonly kind: 'valid'; readonly token: Token }
  | { readonly kind: 'expiring'; readonly token: Token }
  | { readonly kind: 'expired'; readonly token: Token };

/** How long before a token's end we speak: the smaller of the setting and a fifth of the token's life. */
export function leadTimeMs(token: Token, leadMinutes: number): number {
  return Math.min(leadMinutes * minuteMs, (token.expiresAt - token.issuedAt) / 5);
}

export function tokenState(token: Token | undefined, now: number, leadMinutes: number): TokenState {
  if (token === undefined) return { kind: 'none' };
  if (now >= token.expiresAt) return { kind: 'expired', token };
  if (now >= token.expiresAt - leadTimeMs(token, leadMinutes)) return { kind: 'expiring', token };
  return { kind: 'valid', token };
}

/** Whether the token was made for exactly these workgroups. */
export function coversExactly(token: Token, refs: readonly WorkgroupRef[]): boolean {
  const keys = new Set(refs.map(workgroupKey));
  return (
    token.workgroups.length === keys.size && token.workgroups.every((ref) => keys.has(workgroupKey(ref)))
  );
}

/** Sorts tokens by their end, the earliest first; of those that end together, the one issued first. */
export function byExpiry(left: Token, right: Token): number {
  return left.expiresAt - right.expiresAt || left.issuedAt - right.issuedAt;
}

/** The token as SecretStorage keeps it. */
export function tokenRecord(token: Token): string {
  return JSON.stringify({ v: 1, ...token });
}

/** The record with the token's earlier end. What else a record of ours says is kept, also what we do not know of. */
export function endedRecord(token: Token, stored: string | undefined): string {
  const fields = asFields(parseJson(stored ?? ''));
  if (fields?.v !== 1 || fields.id !== token.id) return tokenRecord(token);
  return JSON.stringify({ ...fields, issuedAt: token.issuedAt, expiresAt: token.expiresAt });
}

/** The version that a stored record says it is of. */
export function recordVersion(record: string): number | undefined {
  return asNumber(asFields(parseJson(record))?.v);
}

/** A stored token, or undefined where the record cannot be read: unreadable is absent. */
export function parseTokenRecord(record: string): Token | undefined {
  const fields = asFields(parseJson(record));
  if (fields?.v !== 1) return undefined;
  const identityFields = asFields(fields.identity);
  const id = asText(fields.id);
  const value = asText(fields.value);
  const accountId = asText(identityFields?.accountId) ?? '';
  const issuedAt = asNumber(fields.issuedAt);
  const expiresAt = asNumber(fields.expiresAt);
  const workgroups = asList(fields.workgroups).map(parseWorkgroupRef);
  const read = workgroups.filter((ref) => ref !== undefined);
  if (id === undefined || value === undefined || identityFields === undefined) return undefined;
  if (issuedAt === undefined || expiresAt === undefined || expiresAt <= issuedAt) return undefined;
  if (!isTokenSet(read) || read.length !== workgroups.length) return undefined;
  const identity = { accountId, principal: asText(identityFields.principal) };
  return { id, identity, workgroups: read, value, issuedAt, expiresAt };
}
