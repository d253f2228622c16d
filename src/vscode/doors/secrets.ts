import type * as vscode from 'vscode';
import type { Event } from '../../core/base/emitter.js';
import type { SecretStore } from '../../core/base/secretStore.js';

/** VS Code's SecretStorage. Its promises are Thenables, and may fail. */
export class Secrets implements SecretStore {
  constructor(private readonly storage: vscode.SecretStorage) {}

  readonly onDidChange: Event<string> = (listener) => this.storage.onDidChange(({ key }) => listener(key));

  async keys(): Promise<readonly string[]> {
    return this.storage.keys();
  }

  async get(key: string): Promise<string | undefined> {
    return this.storage.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    await this.storage.store(key, value);
  }

  async delete(key: string): Promise<void> {
    await this.storage.delete(key);
  }
}
