import { Emitter } from '../../src/core/base/emitter.js';
import type { SecretStore } from '../../src/core/base/secretStore.js';

type Call = Exclude<keyof SecretStore, 'onDidChange'>;

/** Secrets in memory. Each kind of call can be made to fail, for every key or for some. */
export class MemorySecrets implements SecretStore {
  readonly records = new Map<string, string>();
  private readonly changed = new Emitter<string>();
  readonly onDidChange = this.changed.event;
  private writesLeft = Infinity;
  private readonly failing = new Map<Call, (key: string) => boolean>();
  private readonly held = new Map<Call, Promise<undefined>>();

  /** From now on this call fails, as with a locked keyring. */
  fail(call: Call, where: (key: string) => boolean = () => true): void {
    this.failing.set(call, where);
  }

  /** From now on this call waits, until what is answered is called. */
  hold(call: Call): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.held.set(call, promise);
    return () => resolve(undefined);
  }

  /** The program is killed at this write, counted from 1: neither it nor any after it is ever done. */
  dieAt(write: number): void {
    this.writesLeft = write - 1;
  }

  /** Another program begins. */
  revive(): void {
    this.writesLeft = Infinity;
  }

  /** From now on nothing fails. */
  mend(): void {
    this.failing.clear();
  }

  async keys(): Promise<readonly string[]> {
    await this.held.get('keys');
    this.failWhereTold('keys', '');
    return [...this.records.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    await this.held.get('get');
    this.failWhereTold('get', key);
    return this.records.get(key);
  }

  async set(key: string, value: string): Promise<void> {
    await this.held.get('set');
    this.failWhereTold('set', key);
    await this.untilKilled();
    this.records.set(key, value);
    this.changed.fire(key);
  }

  async delete(key: string): Promise<void> {
    await this.held.get('delete');
    this.failWhereTold('delete', key);
    await this.untilKilled();
    this.records.delete(key);
    this.changed.fire(key);
  }

  private async untilKilled(): Promise<void> {
    this.writesLeft -= 1;
    if (this.writesLeft < 0) await new Promise(() => undefined);
  }

  private failWhereTold(call: Call, key: string): void {
    if (this.failing.get(call)?.(key) !== true) return;
    // Keyrings quote what they choked on: our log must not pass that on.
    throw new Error(`The keyring cannot ${call} ${this.records.get(key) ?? key}`);
  }
}
