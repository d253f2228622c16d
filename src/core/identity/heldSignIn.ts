import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import { Emitter } from '../base/emitter.js';
import { describeError, type Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { UserError } from '../base/userError.js';
import type { IdentityEntry } from './identity.js';
import {
  identityKey,
  identityRecordText,
  parseIdentityRecord,
  recordKey,
  renewalState,
  type IdentityRecord,
  type Renewal,
} from './renewal.js';

/** One identity's sign-in: what renews it is in SecretStorage, how long this window's keys last is in memory. */
export class HeldSignIn implements Disposable {
  private record: IdentityRecord | undefined;
  /** Whether what is in memory is newer than what is stored, since storing failed. */
  private isAhead = false;
  private expireAt: number | undefined;
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(
    readonly entry: IdentityEntry,
    private readonly secrets: SecretStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  get current(): Renewal {
    return renewalState(this.record, this.expireAt, this.clock.now());
  }

  /** Reads what is stored now: another window may have signed in, renewed or signed out. */
  async read(): Promise<IdentityRecord | undefined> {
    if (this.isAhead && this.record !== undefined) {
      await this.renewed(this.record);
      return this.record;
    }
    const key = identityKey(this.entry);
    let text: string | undefined;
    try {
      text = await this.secrets.get(key);
    } catch (error) {
      this.log.warn(
        `The stored record ${key} cannot be decrypted and counts as absent (${describeError(error)}).`,
      );
    }
    // A window trusts its memory first: in browser hosts another may have erased the record.
    if (text !== undefined) this.assign(this.parsed(key, text) ?? this.record);
    return this.record;
  }

  /** Stores first and announces then. Throws where storing fails; what was held before is held still. */
  async keep(record: IdentityRecord): Promise<void> {
    try {
      await this.secrets.set(identityKey(this.entry), identityRecordText(record));
    } catch (cause) {
      throw new UserError(
        l10n.t(
          'The sign-in with the identity "{0}" could not be stored: VS Code\'s secret storage refused it.',
          this.entry.name,
        ),
        { kind: 'showLog' },
        { cause },
      );
    }
    this.isAhead = false;
    this.assign(record);
  }

  /**
   * Takes what a renewal gave. Where it cannot be stored it is held in memory, and stored with the next chance: what it
   * replaces may be good no more.
   */
  async renewed(record: IdentityRecord): Promise<void> {
    this.assign(record);
    try {
      await this.secrets.set(identityKey(this.entry), identityRecordText(record));
      this.isAhead = false;
    } catch (error) {
      this.isAhead = true;
      this.log.warn(`A renewed sign-in is not stored yet (${describeError(error)}).`);
    }
  }

  /** @param expireAt when the keys that this window has got end, in milliseconds; undefined where it has none */
  noteKeys(expireAt: number | undefined): void {
    this.expireAt = expireAt;
    this.changed.fire(undefined);
  }

  /** Forgets the sign-in, stored and in memory. Throws where the record cannot be deleted; it is held still. */
  async forget(): Promise<void> {
    try {
      await this.secrets.delete(identityKey(this.entry));
    } catch (cause) {
      throw new UserError(
        l10n.t(
          'The sign-in with the identity "{0}" could not be deleted from VS Code\'s secret storage.',
          this.entry.name,
        ),
        { kind: 'retry' },
        { cause },
      );
    }
    this.isAhead = false;
    this.expireAt = undefined;
    this.assign(undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private parsed(key: string, text: string): IdentityRecord | undefined {
    const record = parseIdentityRecord(text, recordKey(this.entry));
    if (record === undefined) this.log.warn(`The stored record ${key} cannot be read and counts as absent.`);
    return record;
  }

  private assign(record: IdentityRecord | undefined): void {
    const isOther = JSON.stringify(record) !== JSON.stringify(this.record);
    this.record = record;
    // Each showing draws all rows of its sources anew, and what is read is mostly what was read before.
    if (isOther) this.changed.fire(undefined);
  }
}
