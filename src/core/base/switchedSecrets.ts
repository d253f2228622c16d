import * as l10n from '@vscode/l10n';
import type { Clock } from './clock.js';
import { Owner, type Disposable } from './disposable.js';
import { secondMs } from './duration.js';
import { Emitter } from './emitter.js';
import { describeError, type Log } from './log.js';
import type { SecretStore } from './secretStore.js';
import { Turns } from './turns.js';
import { UserError } from './userError.js';

/** Where a person wants secrets to be kept. */
export type Persistence = 'keyring' | 'session';

/**
 * How long records stay stored after a switch to memory: by then the other windows have heard of the setting too, and do
 * not take the deletion for a person's who forgets all.
 */
const noticeMs = 5 * secondMs;

const oneTurn = 'switch';

/**
 * Secrets that are stored, or kept in this window's memory only, as a person wants it now. With a switch they move. What
 * cannot be read in the switch to memory stays where it is; what cannot be stored in the switch back undoes the switch.
 */
export class SwitchedSecrets implements SecretStore, Disposable {
  /** What counts, where nothing is to be stored. */
  private memory: Map<string, string> | undefined;
  /** Keys of what is stored still though memory counts. */
  private readonly left = new Set<string>();
  /** Keys that were deleted while records were being moved: they do not come back. */
  private readonly deleted = new Set<string>();
  private isMoving = false;
  /** The end of the last move to memory. */
  private moved: Promise<void> = Promise.resolve();
  private readonly turns = new Turns();
  private readonly own = new Owner();
  private readonly changed = this.own.add(new Emitter<string>());
  /** Of records in memory, silent: nobody else has them. */
  readonly onDidChange = this.changed.event;
  private readonly switched = this.own.add(new Emitter<undefined>());
  /** Secrets are kept elsewhere now. */
  readonly onDidSwitch = this.switched.event;

  /** @param clock this computer's */
  constructor(
    private readonly stored: SecretStore,
    private readonly wanted: () => Persistence,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {
    this.own.add(
      stored.onDidChange((key) => {
        if (this.memory === undefined) this.changed.fire(key);
      }),
    );
    if (wanted() === 'keyring') return;
    // As with an administrator's word: what earlier windows have stored is not taken over, and goes.
    this.memory = new Map();
    this.deleteLater();
  }

  get isInMemory(): boolean {
    return this.memory !== undefined || this.stored.isInMemory === true;
  }

  /**
   * Keeps secrets where a person wants them by now. Memory counts at once, and what is stored follows. Throws a sentence
   * where they cannot be stored; they are in memory still.
   */
  follow(): Promise<void> {
    return this.turns.take(oneTurn, async () => {
      const wanted = this.wanted();
      if (wanted === 'session' && this.memory === undefined) {
        this.memory = new Map();
        this.moved = this.moveTo(this.memory);
      }
      if (wanted === 'keyring' && this.memory !== undefined) await this.storeAll(this.memory);
    });
  }

  async keys(): Promise<readonly string[]> {
    if (this.memory === undefined) return this.stored.keys();
    await this.moved;
    // A record that is being forgotten is to be deleted in both places.
    return [...new Set([...this.memory.keys(), ...this.left])];
  }

  async get(key: string): Promise<string | undefined> {
    if (this.memory === undefined) return this.stored.get(key);
    const own = this.memory.get(key);
    return own === undefined && this.isMoving && !this.deleted.has(key) ? this.stored.get(key) : own;
  }

  async set(key: string, value: string): Promise<void> {
    if (this.memory === undefined) return this.stored.set(key, value);
    this.deleted.delete(key);
    this.memory.set(key, value);
  }

  async delete(key: string): Promise<void> {
    if (this.memory === undefined) return this.stored.delete(key);
    this.deleted.add(key);
    this.memory.delete(key);
    if (!this.isMoving && !this.left.has(key)) return;
    await this.stored.delete(key);
    this.left.delete(key);
  }

  dispose(): void {
    this.own.dispose();
  }

  /** Takes over what is stored, as far as the storage gives it and memory has no newer. Never throws. */
  private async moveTo(memory: Map<string, string>): Promise<void> {
    this.deleted.clear();
    this.isMoving = true;
    this.switched.fire(undefined);
    const failures: unknown[] = [];
    try {
      for (const key of await this.stored.keys()) await this.take(key, memory, failures);
    } catch (error) {
      failures.push(error);
    }
    this.isMoving = false;
    if (failures.length > 0) {
      this.log.warn(
        `Stored secrets could not be moved to memory, and stay stored (${describeError(failures[0])}).`,
      );
    }
    this.deleteLater(this.left);
  }

  private async take(key: string, memory: Map<string, string>, failures: unknown[]): Promise<void> {
    try {
      const value = await this.stored.get(key);
      if (value === undefined || this.deleted.has(key)) return;
      this.left.add(key);
      if (!memory.has(key)) memory.set(key, value);
    } catch (error) {
      failures.push(error);
    }
  }

  /** @param keys without them, all that is stored then */
  private deleteLater(keys?: Iterable<string>): void {
    const { memory } = this;
    this.own.add(
      this.clock.after(noticeMs, () => {
        // Switched back meanwhile: what is stored counts again.
        if (this.memory === memory) void this.deleteStored(memory, keys);
      }),
    );
  }

  /** What cannot be deleted is said once, and tried again at the next start. */
  private async deleteStored(memory: unknown, keys?: Iterable<string>): Promise<void> {
    const failures: unknown[] = [];
    try {
      for (const key of [...(keys ?? (await this.stored.keys()))]) {
        if (this.memory !== memory) return;
        try {
          await this.stored.delete(key);
          this.left.delete(key);
        } catch (error) {
          failures.push(error);
        }
      }
    } catch (error) {
      failures.push(error);
    }
    if (failures.length > 0) {
      this.log.warn(`Secrets stored earlier could not be deleted (${describeError(failures[0])}).`);
    }
  }

  /** Stores what is in memory, and only then lets the storage count again. */
  private async storeAll(memory: Map<string, string>): Promise<void> {
    await this.moved;
    const done = new Map<string, string>();
    try {
      // Until nothing is added, changed or deleted while the others are being stored.
      for (let key = this.unlike(memory, done); key !== undefined; key = this.unlike(memory, done)) {
        const value = memory.get(key);
        this.left.add(key);
        if (value === undefined) {
          await this.stored.delete(key);
          this.left.delete(key);
          done.delete(key);
        } else {
          await this.stored.set(key, value);
          done.set(key, value);
        }
      }
    } catch (cause) {
      throw new UserError(
        l10n.t(
          "VS Code's secret storage does not take the tokens and sign-ins of this window, so they stay in its memory only.",
        ),
        { kind: 'retry' },
        { cause },
      );
    }
    this.memory = undefined;
    this.left.clear();
    this.switched.fire(undefined);
    // What other windows have stored is to be heard of.
    for (const key of await this.stored.keys().catch(() => [])) this.changed.fire(key);
  }

  /** A key that is stored otherwise than memory has it. */
  private unlike(memory: ReadonlyMap<string, string>, done: ReadonlyMap<string, string>): string | undefined {
    const changed = [...memory].find(([key, value]) => done.get(key) !== value);
    return changed?.[0] ?? [...done.keys(), ...this.left].find((key) => !memory.has(key));
  }
}
