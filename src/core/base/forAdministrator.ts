import * as l10n from '@vscode/l10n';
import type { Action } from './userError.js';

/** What only an administrator can put right: the text is what a person sends there. */
export function forAdministrator(text: string): Action {
  return { kind: 'copyText', title: l10n.t('Copy for Your Administrator'), text };
}
