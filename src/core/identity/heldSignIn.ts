import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { Owner, type Disposable } from '../base/disposable.js';
import { Emitter } from '../base/emitter.js';
import { describeError, type Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { readRecord } from '../base/storedRecord.js';
import { Turns } from '../base/turns.js';
import { UserError } from '../base/userError.js';
import type { IdentityEntry } from './identity.js';
import {
  identityKey,
  identityRecordText,
  renewalState,
  type IdentityRecord,
  type Renewal,
  type RenewedPart,
} from './renewal.js';
import {
  beganAt,
  isNewer,
  isSameSignIn,
  parseStoredSignIn,
  recordOf,
  signedOutText,
  type StoredSignIn,
} from './storedSignIn.js';

/** What is read and written of a sign-in goes one after the other. */
const oneTurn = 'signIn';

/** How long this window's keys last, and the sign-in that they were made with. */
interface NotedKeys {
  readonly of: IdentityRecord;
  /** Milliseconds. */
  readonly expireAt: number;
}

/**
 * One identity's sign-in: what renews it is in SecretStorage, shared by all windows; how long this window's keys last is
 * in memory. Of two windows' sign-ins, sign-outs and renewals the later counts, whichever is written last.
 */
export class HeldSignIn implements Disposable {
  private readonly own = new Owner();
  private known: StoredSignIn | undefined;
  private hasRead = false;
  /** Whether storing what is in memory failed. */
  private isAhead = false;
  private keys: NotedKeys | undefined;
  private readonly turns = new Turns();
  private readonly changed = this.own.add(new Emitter<undefined>());
  readonly onDidChange = this.changed.event;
  private readonly replaced = this.own.add(new Emitter<boolean>());
  /** Another window has signed in or out. The value: whether a former person's sign-in is over, so what it got is not theirs who are here now. */
  readonly onDidReplace = this.replaced.event;

  constructor(
    readonly entry: IdentityEntry,
    private readonly secrets: SecretStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  get current(): Renewal {
    const { record } = this;
    const keysExpireAt = isSameSignIn(record, this.keys?.of) ? this.keys?.expireAt : undefined;
    return renewalState(record, keysExpireAt, this.clock.now());
  }

  /** Whether this sign-in is the one that is held, however often renewed: the keys of another count no more. */
  isCurrent(record: IdentityRecord): boolean {
    return isSameSignIn(record, this.record);
  }

  /** Reads what is stored now: another window may have signed in, renewed or signed out. */
  read(): Promise<IdentityRecord | undefined> {
    return this.inTurn(() => this.readNow());
  }

  /**
   * Keeps a new sign-in: stores first and announces then. Throws where storing fails; what was held before is held still.
   *
   * @returns the sign-in as it is kept: later than what it replaces, though a clock may have been set back
   */
  keep(record: IdentityRecord): Promise<IdentityRecord> {
    return this.inTurn(async () => {
      await this.readNow();
      const signedInAt = this.laterThanKnown(record.signedInAt);
      const kept = { ...record, signedInAt, renewedAt: signedInAt };
      try {
        await this.secrets.set(this.key, identityRecordText(kept));
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
      this.assign({ kind: 'signedIn', record: kept });
      return kept;
    });
  }

  /**
   * Takes what a renewal gave. Where it cannot be stored it is held in memory, and stored with the next chance: what it
   * replaces may be good no more. Where another window has ended the sign-in meanwhile, or somebody else has signed in,
   * it is thrown away.
   *
   * @returns the sign-in as it stands now; undefined where the renewed one is over
   */
  renewed(from: IdentityRecord, part: RenewedPart): Promise<IdentityRecord | undefined> {
    return this.inTurn(async () => {
      const held = await this.readNow();
      if (held === undefined || !isSameSignIn(from, held)) return undefined;
      const renewedAt = Math.max(this.clock.now(), held.renewedAt + 1);
      // What else another window has renewed meanwhile stays.
      const record = { ...held, ...part, renewedAt };
      this.assign({ kind: 'signedIn', record });
      await this.store(record);
      return record;
    });
  }

  /** Notes when the keys end that this window has made with a sign-in; undefined where it has none. */
  noteKeys(keys: NotedKeys | undefined): void {
    this.keys = keys;
    this.changed.fire(undefined);
  }

  /** Signs out, stored and in memory. Throws where that cannot be stored; the sign-in is held still. */
  forget(): Promise<void> {
    return this.inTurn(async () => {
      const endedAt = this.laterThanKnown(this.clock.now());
      try {
        await this.secrets.set(this.key, signedOutText(endedAt));
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
      this.keys = undefined;
      this.assign({ kind: 'signedOut', endedAt });
    });
  }

  dispose(): void {
    this.own.dispose();
  }

  private get key(): string {
    return identityKey(this.entry);
  }

  private get record(): IdentityRecord | undefined {
    return recordOf(this.known);
  }

  private async readNow(): Promise<IdentityRecord | undefined> {
    const { known, hasRead } = this;
    const found = await this.found();
    this.hasRead = true;
    // A window trusts its memory first: in browser hosts another may have erased the record, or written an older one.
    if (known !== undefined && (found === undefined ? this.isAhead : isNewer(known, found))) {
      await this.storeAgain(known);
    } else if (found !== undefined) {
      this.isAhead = false;
      this.take(found, hasRead);
    }
    return this.record;
  }

  /** Takes what another window has stored, and says so where it is another sign-in. */
  private take(found: StoredSignIn, hasRead: boolean): void {
    const before = this.record;
    this.assign(found);
    if (hasRead && !isSameSignIn(before, this.record)) {
      this.replaced.fire(before !== undefined && before.subject !== this.record?.subject);
    }
  }

  private found(): Promise<StoredSignIn | undefined> {
    return readRecord(this.secrets, this.key, (text) => parseStoredSignIn(text, this.entry), this.log);
  }

  private async storeAgain(known: StoredSignIn): Promise<void> {
    if (known.kind === 'signedIn') await this.store(known.record);
    else if (known.kind === 'signedOut') await this.write(signedOutText(known.endedAt));
  }

  private store(record: IdentityRecord): Promise<void> {
    return this.write(identityRecordText(record));
  }

  private async write(text: string): Promise<void> {
    try {
      await this.secrets.set(this.key, text);
      this.isAhead = false;
    } catch (error) {
      this.isAhead = true;
      this.log.warn(`What is known of a sign-in is not stored yet (${describeError(error)}).`);
    }
  }

  private laterThanKnown(now: number): number {
    return this.known === undefined ? now : Math.max(now, beganAt(this.known) + 1);
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    return this.turns.take(oneTurn, run);
  }

  private assign(known: StoredSignIn): void {
    const isOther = JSON.stringify(known) !== JSON.stringify(this.known);
    this.known = known;
    // Each showing draws all rows of its sources anew, and what is read is mostly what was read before.
    if (isOther) this.changed.fire(undefined);
  }
}
