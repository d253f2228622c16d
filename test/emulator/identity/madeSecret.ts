import { randomBytes, randomInt } from 'node:crypto';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
/** The letters of user codes: none that can be mistaken for another, or make a word. */
const codeLetters = 'BCDFGHJKLMNPQRSTVWXZ';

function letters(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** New keys of a session, in the shapes of AWS. */
export function madeKeys(): { accessKeyId: string; secretAccessKey: string; sessionToken: string } {
  return {
    accessKeyId: `ASIA${letters(base32, 16)}`,
    secretAccessKey: randomBytes(30).toString('base64'),
    sessionToken: `IQoJb3JpZ2luX2Vj${randomBytes(600).toString('base64')}`,
  };
}

/** An opaque value of `bytes` random bytes behind a prefix. */
export function madeSecret(prefix: string, bytes = 48): string {
  return `${prefix}${randomBytes(bytes).toString('base64url')}`;
}

/** What a person types to allow a device: `ABCD-EFGH`. */
export function madeUserCode(): string {
  return `${letters(codeLetters, 4)}-${letters(codeLetters, 4)}`;
}
