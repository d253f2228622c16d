import { describeError, type Log } from './log.js';
import type { SecretStore } from './secretStore.js';

/** A stored record as it is parsed. What cannot be decrypted or read is absent, and is logged without its value. */
export async function readRecord<T>(
  secrets: Pick<SecretStore, 'get'>,
  key: string,
  parse: (text: string) => T | undefined | Promise<T | undefined>,
  log: Log,
): Promise<T | undefined> {
  try {
    const text = await secrets.get(key);
    if (text === undefined) return undefined;
    const record = await parse(text);
    if (record === undefined) log.warn(`The stored record ${key} cannot be read and counts as absent.`);
    return record;
  } catch (error) {
    log.warn(`The stored record ${key} cannot be decrypted and counts as absent (${describeError(error)}).`);
    return undefined;
  }
}
