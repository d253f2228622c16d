import type { Event } from './emitter.js';

/** Where secrets are kept. Every call may fail: a keyring can be locked, absent or broken. */
export interface SecretStore {
  /** Whether nothing is stored, so that all of it ends with the window. Untold by what always stores. */
  readonly isInMemory?: boolean;
  /** A record of this key was stored or deleted, here or in another window. */
  readonly onDidChange: Event<string>;
  keys(): Promise<readonly string[]>;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}
