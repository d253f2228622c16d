import * as l10n from '@vscode/l10n';
import { UserError } from './userError.js';

/**
 * The entries of a setting that is a list, or undefined where nobody has set it. Throws a sentence where it is no list.
 *
 * @param name of the setting, in full
 */
export function settingEntries(value: unknown, name: string): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value as readonly unknown[];
  throw new UserError(l10n.t('The setting {0} is not a list. Mend it, then try again.', name), {
    kind: 'openSettings',
  });
}
