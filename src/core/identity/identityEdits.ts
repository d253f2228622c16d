import { asFields, asList, asText } from '../base/parse.js';
import { settingEntries } from '../base/settingEntries.js';
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
  return settingEntries(setting, 'redshiftIdc.identities') ?? [];
}
