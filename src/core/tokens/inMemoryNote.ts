import * as l10n from '@vscode/l10n';
import type { HeldTokens } from './heldTokens.js';

/** What is said beside tokens that are not stored: a sentence, or none. */
export function inMemoryNote({
  isInMemory,
  current,
}: Pick<HeldTokens, 'isInMemory' | 'current'>): readonly string[] {
  return isInMemory && current.length > 0 ? [l10n.t("Kept in this window's memory only.")] : [];
}
