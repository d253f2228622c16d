import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import { sha256 } from '../../base/digest.js';
import { durationWords } from '../../base/duration.js';
import type { Log } from '../../base/log.js';
import { visibleText } from '../../identity/shownText.js';
import type { HeldTokens } from '../../tokens/heldTokens.js';
import type { Token } from '../../tokens/token.js';
import type { HandOuts } from '../endpoint/handOuts.js';
import { findLeaks, type Leak } from './leaks.js';
import type { Place } from './writtenSecret.js';

/** One text of a document: a file's, a notebook cell's, or what a cell has put out. */
export interface SavedText {
  readonly isOutput: boolean;
  /** In characters or bytes, known before the text is read. */
  readonly size: number;
  text(): string;
}

/** A document that has just been saved. */
export interface SavedDocument {
  /** Tells documents apart: its URI. */
  readonly id: string;
  readonly path: string;
  texts(): readonly SavedText[];
}

/** What a person is told. */
export interface LeakWarning {
  readonly words: string;
  /** The tokens that were found: they are sought again when they are to be removed, though a refresh came between. */
  readonly tokens: readonly Token[];
}

/** One secret as it is written, however often the document holds it. */
interface Found {
  readonly kind: Leak['kind'];
  readonly written: string;
  readonly token: Token | undefined;
  readonly isOutput: boolean;
}

/** A document with more is not looked at: nobody waits for a save. In characters. */
const sizeLimit = 5_000_000;

/** What stands where a secret was. */
export const removedWord = 'REMOVED';

/** Files in which connections are written, and which are committed and shared. */
const guardedName = /(?:\.(?:sql|ipynb|env|py)|(?:^|\/)\.env\.[^/]+)$/i;

/** Says which secrets of ours a saved document holds: once, until they are others. Keeps no secret. */
export class LeakWords {
  private readonly said = new Map<string, string>();
  private readonly skipped = new Set<string>();

  constructor(
    private readonly held: Pick<HeldTokens, 'current'>,
    private readonly handOuts: Pick<HandOuts, 'all'>,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** Undefined where there is nothing to say, or where it has been said. */
  async of(document: SavedDocument): Promise<LeakWarning | undefined> {
    if (!guardedName.test(document.path)) return undefined;
    const found = this.found(document);
    if (found.length === 0) {
      this.said.delete(document.id);
      return undefined;
    }
    const key = await digest(found);
    if (this.said.get(document.id) === key) return undefined;
    this.said.set(document.id, key);
    return {
      words: leakWords(shownName(document.path), found, this.clock.now()),
      tokens: found.flatMap(({ token }) => token ?? []),
    };
  }

  /** Where a text holds secrets now, those that a warning was about among them. */
  places(text: string, { tokens }: Pick<LeakWarning, 'tokens'> = { tokens: [] }): readonly Leak[] {
    const values = [...this.liveTokens(), ...tokens].map(({ value }) => value);
    const passwords = this.handOuts.all().flatMap(({ handOuts }) => handOuts.map(({ password }) => password));
    return findLeaks(text, { tokens: values, passwords });
  }

  private liveTokens(): readonly Token[] {
    return this.held.current.filter(({ expiresAt }) => this.clock.now() < expiresAt);
  }

  private found(document: SavedDocument): readonly Found[] {
    const texts = document.texts();
    if (texts.reduce((sum, { size }) => sum + size, 0) > sizeLimit) {
      this.logSkipped(document);
      return [];
    }
    const tokens = this.liveTokens();
    const found = new Map<string, Found>();
    for (const saved of texts) {
      const content = saved.text();
      for (const { kind, start, end } of this.places(content)) {
        const written = content.slice(start, end);
        const known = found.get(written);
        const token = known?.token ?? tokens.find(({ value }) => kind === 'token' && isWhole(written, value));
        found.set(written, { kind, written, token, isOutput: saved.isOutput || known?.isOutput === true });
      }
    }
    return [...found.values()];
  }

  private logSkipped({ id, path }: SavedDocument): void {
    if (this.skipped.has(id)) return;
    this.skipped.add(id);
    this.log.warn(`${shownName(path)} is over 5 MB and was not searched for secrets when it was saved.`);
  }
}

/** The text without what stands at these places, which are in order. */
export function withoutSecrets(text: string, places: readonly Place[]): string {
  const starts = [0, ...places.map(({ end }) => end)];
  return starts.map((start, index) => text.slice(start, places[index]?.start)).join(removedWord);
}

/** The document's name as a message shows it. */
export function shownName(path: string): string {
  return visibleText(path.slice(path.lastIndexOf('/') + 1));
}

function isWhole(written: string, value: string): boolean {
  const [leak] = findLeaks(written, { tokens: [value], passwords: [] });
  return leak?.kind === 'token' && leak.end - leak.start === written.length;
}

function leakWords(name: string, found: readonly Found[], now: number): string {
  const [first, second, third] = [
    tokenWords(found, now),
    passwordWords(found.filter(({ kind }) => kind === 'password').length),
    shapeWords(found.filter(({ kind }) => kind === 'passwordShape').length),
  ].filter((words) => words !== undefined);
  const sentence =
    third !== undefined
      ? l10n.t('{0} holds {1}, {2} and {3}.', name, first ?? '', second ?? '', third)
      : second !== undefined
        ? l10n.t('{0} holds {1} and {2}.', name, first ?? '', second)
        : l10n.t('{0} holds {1}.', name, first ?? '');
  return found.some(({ isOutput }) => isOutput)
    ? l10n.t('{0} Remove clears the outputs of the cells that show it.', sentence)
    : sentence;
}

function tokenWords(found: readonly Found[], now: number): string | undefined {
  const tokens = new Map(
    found.flatMap(({ token }) => (token === undefined ? [] : [[token.id, token] as const])),
  );
  if (tokens.size === 0) return undefined;
  const left = durationWords(Math.max(...[...tokens.values()].map(({ expiresAt }) => expiresAt)) - now);
  return tokens.size === 1
    ? l10n.t('a Redshift token that is good for {0}', left)
    : l10n.t('{0} Redshift tokens that are good for up to {1}', tokens.size, left);
}

function passwordWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('the password of a local endpoint')
    : l10n.t('{0} passwords of local endpoints', count);
}

function shapeWords(count: number): string | undefined {
  if (count === 0) return undefined;
  return count === 1
    ? l10n.t('what looks like a password of a local endpoint')
    : l10n.t('{0} texts that look like passwords of local endpoints', count);
}

/** What is kept of the secrets that were pointed out: enough to know the same again, not enough to use one. */
async function digest(found: readonly Found[]): Promise<string> {
  const all = found.map(({ kind, written, isOutput }) => `${kind} ${isOutput} ${written}`).sort();
  return (await sha256(all.join('\n'))).join();
}
