import * as l10n from '@vscode/l10n';
import { durationWords } from '../base/duration.js';
import { workgroupNames } from '../sources/workgroupNames.js';
import type { Token } from './token.js';

/** What the prompt's buttons do. */
export interface ExpiryAnswers {
  refresh(tokens: readonly Token[]): void;
  notNow(tokens: readonly Token[]): void;
}

/** The prompt's sentence for tokens that end together. */
export function expiryPromptText(tokens: readonly Token[], now: number): string {
  const refs = tokens.flatMap(({ workgroups }) => workgroups);
  const names = workgroupNames(refs);
  const leftMs = Math.min(...tokens.map(({ expiresAt }) => expiresAt)) - now;
  return leftMs > 0
    ? l10n.t('The Redshift token for {0} expires in {1}.', names, durationWords(leftMs))
    : l10n.t('The Redshift token for {0} has expired.', names);
}
