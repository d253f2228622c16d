import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import { hourMs } from '../base/duration.js';
import { Emitter } from '../base/emitter.js';
import { describeError, type Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { readRecord } from '../base/storedRecord.js';
import { Cancelled, UserError } from '../base/userError.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import { parseTokenRecord, tokenRecord, type Token } from './token.js';
import { TokenIndex } from './tokenIndex.js';

const prefix = 'token/';

/** An expired token is kept this long, so that its row can say that it has expired. */
const expiredKeptMs = 12 * hourMs;

const keyOf = (token: Token): string => `${prefix}${token.id}`;

/** The tokens that are held: in memory for reading, in SecretStorage for the next start. */
export class HeldTokens implements Disposable {
  private generation = 0;
  private index = TokenIndex.empty;
  private tokens: readonly Token[] = [];
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: SecretStore,
    private readonly clock: Clock,
    private readonly log: Log,
    /** Whether an administrator forbids by now what an earlier window has stored; nothing, unless told. */
    private readonly forbids: (token: Token) => Promise<boolean> = () => Promise.resolve(false),
  ) {}

  get current(): readonly Token[] {
    return this.tokens;
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
   * Reads what earlier windows stored. A record that cannot be read is absent, and is logged without its value. What is
   * forbidden by now is never held, and forgotten.
   * Throws where the secret storage does not answer at all; what this window gets can be held all the same.
   */
  async load(): Promise<void> {
    const stored: Token[] = [];
    const forbidden: Token[] = [];
    for (const key of (await this.keys()).filter((name) => name.startsWith(prefix))) {
      const token = await this.read(key);
      if (token !== undefined) ((await this.forbids(token)) ? forbidden : stored).push(token);
    }
    if (forbidden.length > 0) {
      this.log.warn(
        `Managed by your organisation: ${forbidden.length} stored tokens are forgotten; their accounts, regions or issuers are not allowed.`,
      );
    }
    const held = new Set(this.tokens.map(({ id }) => id));
    const all = [...this.tokens, ...stored.filter(({ id }) => !held.has(id))];
    const fresh = all.filter(({ expiresAt }) => this.clock.now() < expiresAt + expiredKeptMs);
    await this.replace(TokenIndex.of(fresh), [...all, ...forbidden]);
  }

  /** Stores the token first and announces it then; where storing fails, nothing has changed. */
  async keep(token: Token): Promise<void> {
    const { generation } = this;
    try {
      await this.secrets.set(keyOf(token), tokenRecord(token));
    } catch (cause) {
      throw new UserError(
        l10n.t(
          "The token was issued but could not be stored: VS Code's secret storage refused it. What was held before is unchanged.",
        ),
        { kind: 'showLog' },
        { cause },
      );
    }
    if (generation !== this.generation) {
      // Everything was forgotten while this one was being stored.
      await this.deleteRecords([keyOf(token)]);
      throw new Cancelled();
    }
    await this.replace(this.index.with(token), [...this.tokens, token]);
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
    const all = this.tokens.map((token) => (token === held ? ended : token));
    await this.replace(TokenIndex.of(all), all);
    if (!this.tokens.includes(ended)) return;
    try {
      await this.secrets.set(keyOf(ended), tokenRecord(ended));
    } catch (error) {
      this.log.warn(`The end of a token could not be stored (${describeError(error)}).`);
    }
    // Forgotten while it was being stored.
    if (!this.tokens.includes(ended)) await this.deleteRecords([keyOf(ended)]);
  }

  /** Forgets everything: also records that cannot be read, and a token that is just being stored. */
  async forgetAll(): Promise<void> {
    this.generation += 1;
    const own = this.tokens.map(keyOf);
    let stored: readonly string[];
    try {
      stored = await this.secrets.keys();
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
    await this.deleteRecords([...new Set([...stored.filter((name) => name.startsWith(prefix)), ...own])]);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private async deleteRecords(keys: readonly string[]): Promise<void> {
    const deleted = new Set<string>();
    let failure: unknown;
    for (const key of keys) {
      try {
        await this.secrets.delete(key);
        deleted.add(key);
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

  private async keys(): Promise<readonly string[]> {
    try {
      return await this.secrets.keys();
    } catch (cause) {
      throw new UserError(
        l10n.t("VS Code's secret storage cannot be read, so tokens from before are not shown. Get new ones."),
        { kind: 'showLog' },
        { cause },
      );
    }
  }

  private read(key: string): Promise<Token | undefined> {
    return readRecord(this.secrets, key, parseTokenRecord, this.log);
  }

  /** Announces what is held now, then deletes the records of the others; one left behind is dropped at the next start. */
  private async replace(index: TokenIndex, all: readonly Token[]): Promise<void> {
    this.assign(index);
    const kept = new Set(index.tokens);
    for (const token of all.filter((candidate) => !kept.has(candidate))) {
      try {
        await this.secrets.delete(keyOf(token));
      } catch (error) {
        this.log.warn(`A superseded token's record could not be deleted (${describeError(error)}).`);
      }
    }
  }

  private assign(index: TokenIndex): void {
    this.index = index;
    this.tokens = index.tokens;
    this.changed.fire(undefined);
  }
}
