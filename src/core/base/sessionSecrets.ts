import { Emitter } from './emitter.js';
import type { SecretStore } from './secretStore.js';

/** Secrets that end with the window: nothing of them is stored. */
export class SessionSecrets implements SecretStore {
  readonly isInMemory = true;
  private readonly values = new Map<string, string>();
  /** Never heard: no other window shares these. */
  readonly onDidChange = new Emitter<string>().event;

  keys(): Promise<readonly string[]> {
    return Promise.resolve([...this.values.keys()]);
  }

  get(key: string): Promise<string | undefined> {
    return Promise.resolve(this.values.get(key));
  }

  set(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    return Promise.resolve();
  }
}
