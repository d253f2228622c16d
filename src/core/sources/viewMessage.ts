import * as l10n from '@vscode/l10n';

/** What is said above the tree; empty where there is nothing to say. */
export function viewMessage(settingProblems: readonly string[], isTrusted: boolean): string {
  const restricted = l10n.t('Restricted Mode: profiles that get their credentials from a command are off.');
  return [...settingProblems, ...(isTrusted ? [] : [restricted])].join(' ');
}
