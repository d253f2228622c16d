import * as l10n from '@vscode/l10n';
import { asFields, asList, asText } from '../base/parse.js';
import { UserError } from '../base/userError.js';
import type { IdentitySetting } from './identityFields.js';

/** The setting `redshiftIdc.identities`. */
export interface IdentitySettings {
  read(): unknown;
  write(entries: readonly unknown[]): Promise<void>;
}

/** The names in the setting, also of entries that do not count: a second one of that name would wait for the first. */
export function namesIn(setting: unknown): readonly string[] {
  return asList(setting)
    .map((entry) => asText(asFields(entry)?.name))
    .filter((name) => name !== undefined);
}

/** The setting with an identity added. What stands there stays as it is. Throws where it is no list. */
export function withIdentity(setting: unknown, added: IdentitySetting): readonly unknown[] {
  return [...entriesOf(setting), added];
}

/** The entries of the setting; none where nobody has set it. Throws where it is no list. */
export function entriesOf(setting: unknown): readonly unknown[] {
  if (setting === undefined || setting === null) return [];
  if (Array.isArray(setting)) return setting as readonly unknown[];
  throw new UserError(l10n.t('The setting redshiftIdc.identities is not a list. Mend it, then try again.'), {
    kind: 'openSettings',
  });
}
