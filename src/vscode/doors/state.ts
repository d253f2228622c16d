import type * as vscode from 'vscode';
import type { StateStore } from '../../core/base/stateStore.js';

/** Lasting state that is no secret, of this machine's VS Code profile. */
export class MementoState implements StateStore {
  constructor(private readonly memento: vscode.Memento) {}

  get(key: string): unknown {
    return this.memento.get<unknown>(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.memento.update(key, value);
  }
}
