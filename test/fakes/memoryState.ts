import type { StateStore } from '../../src/core/base/stateStore.js';

/** Lasting state in memory, copied like JSON on its way in and out. */
export class MemoryState implements StateStore {
  private readonly values = new Map<string, string>();

  constructor(values: Readonly<Record<string, unknown>> = {}) {
    for (const [key, value] of Object.entries(values)) this.values.set(key, JSON.stringify(value));
  }

  get(key: string): unknown {
    const text = this.values.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  set(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}
