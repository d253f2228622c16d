import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import { hourMs } from '../base/duration.js';
import { Emitter } from '../base/emitter.js';
import type { Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { Turns } from '../base/turns.js';
import { Cancelled, UserError } from '../base/userError.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import { issuedLast, mergedTokens } from './mergedTokens.js';
import { isTokenKey, keyOf, StoredTokens } from './storedTokens.js';
import type { Token } from './token.js';
import { TokenIndex } from './tokenIndex.js';

/** An expired token is kept this long, so that its row can say that it has expired. */
const expiredKeptMs = 12 * hourMs;

/** What other windows do is read in the order it was done, whichever records it was done to. */
const oneTurn = 'reread';

const never = (): Promise<boolean> => Promise.resolve(false);

/**
 * The tokens that are held: in memory for reading, in SecretStorage for the next start and for other windows. Where these
 * differ, memory counts: a record that is merely not there may have been erased by a browser host. Only the news that a
 * record was deleted forgets its token here too.
 */
export class HeldTokens implements Disposable {
  private generation = 0;
  private index = TokenIndex.empty;
  private tokens: readonly Token[] = [];
  private readonly stored: StoredTokens;
  /** Keys of records that are known to be deleted. None is ever used again. */
  private readonly gone = new Set<string>();
  private readonly turns = new Turns();
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(
    secrets: SecretStore,
    private readonly clock: Clock,
    private readonly log: Log,
    /** Whether an administrator forbids by now what an earlier window has stored; nothing, unless told. */
    private readonly forbids: (token: Token) => Promise<boolean> = never,
  ) {
    this.stored = new StoredTokens(secrets, log);
  }

  get current(): readonly Token[] {
    return this.tokens;
  }

  /** Whether the tokens are kept in this window's memory only. */
  get isInMemory(): boolean {
    return this.stored.isInMemory;
  }

  /** The token that covers the workgroup and expires last. */
  tokenOf(ref: WorkgroupRef): Token | undefined {
    return this.index.tokenOf(ref);
  }

  /** Each covered workgroup's key with its token. */
  entries(): Iterable<readonly [string, Token]> {
    return this.index.entries();
  }

  /**
   * Reads what other windows stored, earlier or by now. A record that cannot be read is absent, and is logged without its
   * value. What is forbidden by now is never held, and forgotten.
   * Throws where the secret storage does not answer at all; what this window gets can be held all the same.
   */
  async load(): Promise<void> {
    const { generation } = this;
    const found: Token[] = [];
    const forbidden: Token[] = [];
    for (const key of await this.stored.listed()) {
      const answer = await this.stored.read(key);
      if (answer.kind !== 'token') continue;
      ((await this.forbids(answer.token)) ? forbidden : found).push(answer.token);
    }
    if (forbidden.length > 0) {
      this.log.warn(
        `Managed by your organisation: ${forbidden.length} stored tokens are forgotten; their accounts, regions or issuers are not allowed.`,
      );
    }
    // What was forgotten while this was being read stays forgotten.
    const isThere = (token: Token): boolean => generation === this.generation && !this.gone.has(keyOf(token));
    const all = mergedTokens(this.tokens, found.filter(isThere));
    // What this window holds is not dropped by a reading.
    const fresh = all.filter(
      ({ id, expiresAt }) => this.isHeld(id) || this.clock.now() < expiresAt + expiredKeptMs,
    );
    await this.replace(TokenIndex.of(fresh), [...all, ...forbidden]);
  }

  /**
   * Reads a record again that was stored or deleted, here or in another window; of other keys, nothing. Writes nothing,
   * and deletes only what is superseded, forbidden, or forgotten already.
   *
   * @param isForeign whether a token is another person's: it is left to the window that has got it
   */
  reread(key: string, isForeign: (token: Token) => Promise<boolean> = never): Promise<void> {
    if (!isTokenKey(key)) return Promise.resolve();
    return this.turns.take(oneTurn, () => this.rereadNow(key, isForeign));
  }

  /** Stores the token first and announces it then; where storing fails, nothing has changed. */
  async keep(issued: Token): Promise<void> {
    const { generation } = this;
    const token = issuedLast(issued, this.tokens);
    try {
      await this.stored.add(token);
    } catch (cause) {
      throw new UserError(
        l10n.t(
          "The token was issued but could not be stored: VS Code's secret storage refused it. What was held before is unchanged.",
        ),
        { kind: 'keepInMemory' },
        { cause },
      );
    }
    if (generation !== this.generation) {
      // Everything was forgotten while this one was being stored.
      await this.deleteRecords([keyOf(token)]);
      throw new Cancelled();
    }
    // Another window may have superseded or forgotten it already.
    if (this.gone.has(keyOf(token))) return;
    await this.replaceAll(mergedTokens(this.tokens, [token]));
  }

  /** Forgets tokens. One that the secret storage will not delete stays held, and is said. */
  async forget(doomed: readonly Token[]): Promise<void> {
    await this.deleteRecords(doomed.map(keyOf));
  }

  /** The server says that the token has ended before its time: from now on it counts as expired, and is shown so. */
  async end({ id }: Token): Promise<void> {
    const held = this.tokens.find((token) => token.id === id);
    const now = this.clock.now();
    if (held === undefined || held.expiresAt <= now) return;
    const ended = { ...held, issuedAt: Math.min(held.issuedAt, now - 1), expiresAt: now };
    await this.replaceAll(this.tokens.map((token) => (token === held ? ended : token)));
    if (!this.isHeld(id)) return;
    await this.stored.end(ended);
    // Forgotten while it was being stored.
    if (!this.isHeld(id)) await this.deleteRecords([keyOf(ended)]);
  }

  /** Forgets everything: also records that cannot be read, and a token that is just being stored. */
  async forgetAll(): Promise<void> {
    this.generation += 1;
    const own = this.tokens.map(keyOf);
    let stored: readonly string[];
    try {
      stored = await this.stored.keys();
    } catch (cause) {
      // What this window knows of goes in any case.
      await this.deleteRecords(own);
      throw new UserError(
        l10n.t(
          "The tokens of this window are forgotten. VS Code's secret storage does not list its records, so others may be left in it.",
        ),
        { kind: 'retry' },
        { cause },
      );
    }
    await this.deleteRecords([...new Set([...stored, ...own])]);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async rereadNow(key: string, isForeign: (token: Token) => Promise<boolean>): Promise<void> {
    const found = await this.stored.read(key);
    if (found.kind === 'unreadable') return;
    if (found.kind === 'absent') {
      this.gone.add(key);
      const left = this.tokens.filter((token) => keyOf(token) !== key);
      if (left.length < this.tokens.length) this.assign(TokenIndex.of(left));
      return;
    }
    const { token } = found;
    if (this.gone.has(key) || (await this.forbids(token))) {
      // Written again by a window that did not know yet that it was forgotten.
      await this.drop(token);
      return;
    }
    if (await isForeign(token)) return;
    const merged = mergedTokens(this.tokens, [token]);
    if (merged !== this.tokens) await this.replaceAll(merged);
  }

  private isHeld(id: string): boolean {
    return this.tokens.some((token) => token.id === id);
  }

  private async deleteRecords(keys: readonly string[]): Promise<void> {
    const deleted = new Set<string>();
    let failure: unknown;
    for (const key of keys) {
      try {
        await this.stored.delete(key);
        deleted.add(key);
        this.gone.add(key);
      } catch (error) {
        failure = error;
      }
    }
    this.assign(TokenIndex.of(this.tokens.filter((token) => !deleted.has(keyOf(token)))));
    if (deleted.size === keys.length) return;
    throw new UserError(
      l10n.t(
        "{0} of {1} tokens could not be deleted from VS Code's secret storage.",
        keys.length - deleted.size,
        keys.length,
      ),
      { kind: 'retry' },
      { cause: failure },
    );
  }

  private replaceAll(all: readonly Token[]): Promise<void> {
    return this.replace(TokenIndex.of(all), all);
  }

  /** Announces what is held now, then deletes the records of the others; one left behind is dropped at the next start. */
  private async replace(index: TokenIndex, all: readonly Token[]): Promise<void> {
    this.assign(index);
    const kept = new Set(index.tokens);
    for (const token of all) if (!kept.has(token)) await this.drop(token);
  }

  private async drop(token: Token): Promise<void> {
    if (await this.stored.drop(keyOf(token))) this.gone.add(keyOf(token));
  }

  private assign(index: TokenIndex): void {
    this.index = index;
    this.tokens = index.tokens;
    this.changed.fire(undefined);
  }
}
