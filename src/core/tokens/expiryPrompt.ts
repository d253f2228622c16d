import * as l10n from '@vscode/l10n';
import { durationWords } from '../base/duration.js';
import { workgroupNames } from '../sources/workgroupNames.js';
import type { Token } from './token.js';

/** Asks a person whether to refresh tokens that end soon, or have ended. */
export interface ExpiryPrompter {
  ask(tokens: readonly Token[], about: AskedAbout): void;
}

/** What a question says and offers beside its tokens. */
export interface AskedAbout {
  /** Why they were not refreshed silently; undefined where nobody wanted that. */
  readonly reason: string | undefined;
  /** Whether refreshing them needs no person, so that it can be left to this. */
  readonly canBeSilent: boolean;
}

/** What the prompt's buttons do. */
export interface ExpiryAnswers {
  refresh(tokens: readonly Token[]): void;
  /** From now on tokens of these sets are refreshed silently. */
  always(tokens: readonly Token[]): void;
  notNow(tokens: readonly Token[]): void;
}

/** The prompt's sentence for tokens that end together. */
export function expiryPromptText(tokens: readonly Token[], now: number, reason?: string): string {
  const refs = tokens.flatMap(({ workgroups }) => workgroups);
  const names = workgroupNames(refs);
  const leftMs = Math.min(...tokens.map(({ expiresAt }) => expiresAt)) - now;
  const text =
    leftMs > 0
      ? l10n.t('The Redshift token for {0} expires in {1}.', names, durationWords(leftMs))
      : l10n.t('The Redshift token for {0} has expired.', names);
  return reason === undefined ? text : l10n.t('{0} It could not be refreshed silently: {1}', text, reason);
}
