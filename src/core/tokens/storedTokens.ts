import * as l10n from '@vscode/l10n';
import { describeError, type Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { UserError } from '../base/userError.js';
import { endedRecord, parseTokenRecord, recordVersion, tokenRecord, type Token } from './token.js';

const prefix = 'token/';

/** The key of a token's record. */
export const keyOf = ({ id }: Pick<Token, 'id'>): string => `${prefix}${id}`;

/** Whether a record of this key is a token's. */
export const isTokenKey = (key: string): boolean => key.startsWith(prefix);

/** What is found under a key. */
export type StoredToken =
  | { readonly kind: 'token'; readonly token: Token }
  | { readonly kind: 'absent' }
  /** There, but it says nothing: the storage does not give it, or it is none of ours. */
  | { readonly kind: 'unreadable' };

/** The records of tokens in SecretStorage. What is wrong with one is logged once, without its value. */
export class StoredTokens {
  private readonly said = new Map<string, string>();
  /** Records of a newer version of this extension: it knows what to do with them, and this one does not. */
  private readonly newer = new Set<string>();

  constructor(
    private readonly secrets: SecretStore,
    private readonly log: Log,
  ) {}

  /** Whether nothing is stored: tokens are kept in this window's memory only. */
  get isInMemory(): boolean {
    return this.secrets.isInMemory === true;
  }

  /** The keys of all tokens' records, also of those that cannot be read. Throws where the storage does not answer. */
  async keys(): Promise<readonly string[]> {
    return (await this.secrets.keys()).filter(isTokenKey);
  }

  /** The same, for who shows them. Throws a sentence. */
  async listed(): Promise<readonly string[]> {
    try {
      return await this.keys();
    } catch (cause) {
      throw new UserError(
        l10n.t("VS Code's secret storage cannot be read, so tokens from before are not shown. Get new ones."),
        { kind: 'showLog' },
        { cause },
      );
    }
  }

  async read(key: string): Promise<StoredToken> {
    let text: string | undefined;
    try {
      text = await this.secrets.get(key);
    } catch (error) {
      const why = describeError(error);
      return this.unreadable(key, 'locked', `cannot be decrypted and counts as absent (${why})`);
    }
    if (text === undefined) return { kind: 'absent' };
    if ((recordVersion(text) ?? 0) > 1) {
      this.newer.add(key);
      return this.unreadable(key, 'newer', 'is of a newer version of this extension and counts as absent');
    }
    const token = parseTokenRecord(text);
    if (token === undefined || keyOf(token) !== key) {
      return this.unreadable(key, 'odd', 'cannot be read and counts as absent');
    }
    this.said.delete(key);
    return { kind: 'token', token };
  }

  async add(token: Token): Promise<void> {
    await this.secrets.set(keyOf(token), tokenRecord(token));
  }

  /** Writes an earlier end into a record, and leaves all else of it as it is. Never throws: what fails is logged. */
  async end(token: Token): Promise<void> {
    const key = keyOf(token);
    try {
      const text = await this.secrets.get(key).catch(() => undefined);
      if (text !== undefined && (recordVersion(text) ?? 0) > 1) return;
      await this.secrets.set(key, endedRecord(token, text));
    } catch (error) {
      this.log.warn(`The end of a token could not be stored (${describeError(error)}).`);
    }
  }

  /** Throws where the storage will not delete it. */
  async delete(key: string): Promise<void> {
    await this.secrets.delete(key);
  }

  /**
   * Deletes the record of a superseded token; one that stays is dropped at the next start.
   *
   * @returns whether it is gone
   */
  async drop(key: string): Promise<boolean> {
    if (this.newer.has(key)) return false;
    try {
      await this.secrets.delete(key);
      return true;
    } catch (error) {
      this.say(key, 'stays', `A superseded token's record could not be deleted (${describeError(error)}).`);
      return false;
    }
  }

  private unreadable(key: string, what: string, words: string): StoredToken {
    this.say(key, what, `The stored record ${key} ${words}.`);
    return { kind: 'unreadable' };
  }

  private say(key: string, what: string, text: string): void {
    if (this.said.get(key) === what) return;
    this.said.set(key, what);
    this.log.warn(text);
  }
}
