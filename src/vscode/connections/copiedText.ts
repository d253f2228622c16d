import * as l10n from '@vscode/l10n';

/**
 * What is said after a secret was copied.
 *
 * @param seconds after how many the clipboard is emptied, or undefined where it is not
 * @param canEmpty false in a browser, where the clipboard cannot be looked at
 */
export function copiedText(what: string, seconds: number | undefined, canEmpty: boolean): string {
  if (seconds !== undefined)
    return `${what} ${l10n.t('The clipboard is emptied in {0} seconds if it still holds it.', seconds)}`;
  if (canEmpty) return what;
  return `${what} ${l10n.t('A browser does not let the clipboard be emptied later: copy something else when you are done.')}`;
}
