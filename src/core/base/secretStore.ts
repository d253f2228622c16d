/** Where secrets are kept. Every call may fail: a keyring can be locked, absent or broken. */
export interface SecretStore {
  keys(): Promise<readonly string[]>;
  get(key: string): Promise<string | undefined>;
  set(key: string, value: string): Promise<void>;
  delete(key: string): Promise<void>;
}
