import { asFields, asNumber, parseJson } from '../base/parse.js';
import type { IdentityEntry } from './identity.js';
import { parseIdentityRecord, recordKey, type IdentityRecord } from './renewal.js';

/**
 * What a window knows of an identity, or finds stored: a sign-in, or that it was ended. Signing out leaves a mark, which
 * holds no secret: a record that is not there at all may have been erased by a browser host, and says nothing.
 */
export type StoredSignIn =
  | { readonly kind: 'signedIn'; readonly record: IdentityRecord }
  /** Milliseconds. */
  | { readonly kind: 'signedOut'; readonly endedAt: number }
  /** Signed in with an entry that says something else: for this one it is no sign-in. */
  | { readonly kind: 'ofAnotherEntry'; readonly signedInAt: number };

/** Undefined where the text cannot be read: unreadable is absent. */
export function parseStoredSignIn(text: string, entry: IdentityEntry): StoredSignIn | undefined {
  const record = parseIdentityRecord(text, recordKey(entry));
  if (record !== undefined) return { kind: 'signedIn', record };
  const fields = asFields(parseJson(text));
  if (fields?.v !== 1) return undefined;
  const endedAt = asNumber(fields.endedAt);
  if (endedAt !== undefined) return { kind: 'signedOut', endedAt };
  const signedInAt = asNumber(fields.signedInAt);
  const isOther = fields.key !== recordKey(entry);
  return isOther && signedInAt !== undefined ? { kind: 'ofAnotherEntry', signedInAt } : undefined;
}

/** The mark of a sign-out. */
export function signedOutText(endedAt: number): string {
  return JSON.stringify({ v: 1, endedAt });
}

/** When it began, in milliseconds: of two, the later is what a person did last. */
export function beganAt(stored: StoredSignIn): number {
  switch (stored.kind) {
    case 'signedIn':
      return stored.record.signedInAt;
    case 'signedOut':
      return stored.endedAt;
    case 'ofAnotherEntry':
      return stored.signedInAt;
  }
}

/** The sign-in, where it is one. */
export function recordOf(stored: StoredSignIn | undefined): IdentityRecord | undefined {
  return stored?.kind === 'signedIn' ? stored.record : undefined;
}

/** Whether both are of one sign-in, however often it was renewed since. */
export function isSameSignIn(one: IdentityRecord | undefined, other: IdentityRecord | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  return one.key === other.key && one.subject === other.subject && one.signedInAt === other.signedInAt;
}

/** Whether what a window knows is newer than what it finds stored: the later sign-in, or of one the later renewal. */
export function isNewer(known: StoredSignIn, found: StoredSignIn): boolean {
  const [ours, theirs] = [recordOf(known), recordOf(found)];
  return ours !== undefined && theirs !== undefined && isSameSignIn(ours, theirs)
    ? ours.renewedAt > theirs.renewedAt
    : beganAt(known) > beganAt(found);
}
