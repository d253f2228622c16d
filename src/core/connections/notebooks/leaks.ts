import { passwordMark } from '../endpoint/handOut.js';
import { writtenPlaces, type Place } from './writtenSecret.js';

/** A secret in a document, by its place: the secret itself is not repeated. */
export interface Leak extends Place {
  /** `passwordShape`: it looks like a password of a local endpoint, though it is none that is valid here. */
  readonly kind: 'token' | 'password' | 'passwordShape';
}

/** The secrets that are valid now. */
export interface LiveSecrets {
  readonly tokens: readonly string[];
  readonly passwords: readonly string[];
}

/**
 * Finds secrets in a document's text, in the order of their places, none over another. A live secret is also found as
 * a URL, a JSON file or a string in a program writes it.
 */
export function findLeaks(text: string, { tokens, passwords }: LiveSecrets): readonly Leak[] {
  const found: Leak[] = [
    ...tokens.flatMap((token) => kind('token', writtenPlaces(text, token))),
    ...passwords.flatMap((password) => kind('password', writtenPlaces(text, password))),
    ...kind('passwordShape', shapePlaces(text)),
  ];
  // Of two at one place the longer is kept, and of equal ones the first, which says more of it.
  found.sort((left, right) => left.start - right.start || right.end - left.end);
  const leaks: Leak[] = [];
  for (const leak of found) if (leak.start >= (leaks.at(-1)?.end ?? 0)) leaks.push(leak);
  return leaks;
}

function kind(kindOfAll: Leak['kind'], places: readonly Place[]): readonly Leak[] {
  return places.map((place) => ({ ...place, kind: kindOfAll }));
}

const passwordShape = new RegExp(`${passwordMark}[A-Za-z0-9_-]{43}`, 'g');

function shapePlaces(text: string): readonly Place[] {
  return [...text.matchAll(passwordShape)].map(({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
  }));
}
