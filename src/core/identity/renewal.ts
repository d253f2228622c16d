import { asFields, asNumber, asText, parseJson } from '../base/parse.js';
import type { IdentityEntry } from './identity.js';

/** What a sign-in left behind, as SecretStorage keeps it. Times are in milliseconds. */
export interface IdentityRecord {
  /** The entry that was signed in with: what it says now may be something else. */
  readonly key: string;
  /** Who signed in: an address, or what the provider knows them by. Names sessions. */
  readonly person: string;
  /** What the provider knows them by: renewing gives the same. */
  readonly subject: string;
  readonly signedInAt: number;
  /** When any window last renewed it, or found that nothing does; until then, when it began. */
  readonly renewedAt: number;
  /** The provider's refresh token. A secret. */
  readonly providerToken: string | undefined;
  /** When that ends; undefined where the provider does not say. */
  readonly renewableUntil: number | undefined;
  /** The refresh token of Identity Center. A secret. */
  readonly identityCenterToken: string | undefined;
  /** Why nothing renews it any more; undefined while something may. */
  readonly ended: EndReason | undefined;
}

/** What a renewal changes of a record. */
export type RenewedPart = Partial<
  Pick<IdentityRecord, 'providerToken' | 'renewableUntil' | 'identityCenterToken' | 'ended'>
>;

/**
 * Why a sign-in cannot be renewed without its person: the provider or Identity Center ended it, the provider gave no
 * refresh token, or it gives no ID token with a refresh.
 */
export type EndReason = 'expired' | 'noRefreshToken' | 'noIdToken';

const endReasons: readonly unknown[] = ['expired', 'noRefreshToken', 'noIdToken'] satisfies EndReason[];

/** How a sign-in stands. A clock beside the token's: how long it gives new ones without its person. */
export type Renewal =
  | { readonly kind: 'signedOut' }
  | {
      readonly kind: 'signedIn';
      readonly person: string;
      readonly signedInAt: number;
      /** Whether something renews it; else it lasts as long as the keys that it gave. */
      readonly isRenewable: boolean;
      /** Milliseconds; undefined where nobody says. */
      readonly endsAt: number | undefined;
    }
  | { readonly kind: 'ended'; readonly person: string; readonly reason: EndReason };

const prefix = 'identity/';

/** The name that the record of an identity is stored under. */
export function identityKey({ name }: Pick<IdentityEntry, 'name'>): string {
  return `${prefix}${name}`;
}

/** The name of the identity whose record is stored under a key; undefined where it is no such key. */
export function identityNameOf(key: string): string | undefined {
  return key.startsWith(prefix) ? key.slice(prefix.length) : undefined;
}

/** What a record belongs to: with another provider, client, application or role it renews nothing. */
export function recordKey(entry: IdentityEntry): string {
  const { issuer, clientId, applicationArn, accessRoleArn } = entry;
  return [issuer, clientId, applicationArn, accessRoleArn].join(' ');
}

/**
 * How the sign-in stands: keys may outlive what renews them, and are good until their end.
 *
 * @param keysExpireAt of the keys that this window holds
 */
export function renewalState(
  record: IdentityRecord | undefined,
  keysExpireAt: number | undefined,
  now: number,
): Renewal {
  if (record === undefined) return { kind: 'signedOut' };
  const { person, signedInAt } = record;
  const reason = endReason(record);
  const hasKeys = keysExpireAt !== undefined && now < keysExpireAt;
  if (reason !== undefined && !hasKeys) return { kind: 'ended', person, reason };
  const isRenewable = reason === undefined;
  const endsAt = isRenewable ? record.renewableUntil : keysExpireAt;
  return { kind: 'signedIn', person, signedInAt, isRenewable, endsAt };
}

/** Why nothing renews the sign-in any more; undefined while something may. */
export function endReason({
  ended,
  providerToken,
  identityCenterToken,
}: IdentityRecord): EndReason | undefined {
  const canRenew = providerToken !== undefined || identityCenterToken !== undefined;
  return ended ?? (canRenew ? undefined : 'noRefreshToken');
}

export function identityRecordText(record: IdentityRecord): string {
  return JSON.stringify({ v: 1, ...record });
}

/** The stored record, or undefined where it cannot be read or is of another entry: unreadable is absent. */
export function parseIdentityRecord(text: string, key: string): IdentityRecord | undefined {
  const fields = asFields(parseJson(text));
  if (fields?.v !== 1 || fields.key !== key) return undefined;
  const person = asText(fields.person);
  const subject = asText(fields.subject);
  const signedInAt = asNumber(fields.signedInAt);
  if (person === undefined || subject === undefined || signedInAt === undefined) return undefined;
  return {
    key,
    person,
    subject,
    signedInAt,
    // Earlier versions did not note it.
    renewedAt: asNumber(fields.renewedAt) ?? signedInAt,
    providerToken: asText(fields.providerToken),
    renewableUntil: asNumber(fields.renewableUntil),
    identityCenterToken: asText(fields.identityCenterToken),
    ended: isEndReason(fields.ended) ? fields.ended : undefined,
  };
}

function isEndReason(value: unknown): value is EndReason {
  return endReasons.includes(value);
}
