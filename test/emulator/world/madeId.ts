import { createHash } from 'node:crypto';

/** A UUID that is always the same for the same seed. */
export function uuidOf(seed: string): string {
  const hex = hexOf(seed, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Hexadecimal digits that are always the same for the same seed; up to 32 of them. */
export function hexOf(seed: string, length: number): string {
  return createHash('md5').update(seed).digest('hex').slice(0, length);
}
