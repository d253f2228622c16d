import { asFields, type Fields } from '../base/parse.js';
import { settingEntries } from '../base/settingEntries.js';
import { givenSetting, type GivenWorkgroup } from './givenWorkgroup.js';
import type { Credentials } from './access.js';
import { parseSourceSettings, sourceSetting, tokenCredentialsSetting, type Source } from './source.js';

/**
 * The setting `redshiftIdc.sources` with sources added. What stands there stays as it is, also an entry that
 * cannot be read; where nothing does, the sources that were there without a setting become entries.
 */
export function withSources(
  setting: unknown,
  implicit: readonly Source[],
  added: readonly Source[],
): readonly unknown[] {
  const entries = sourceEntries(setting) ?? implicit.map(sourceSetting);
  const held = new Set(parseSourceSettings(entries).sources.map(({ id }) => id));
  const fresh = [...new Map(added.map((source) => [source.id, source])).values()].filter(
    ({ id }) => !held.has(id),
  );
  return [...entries, ...fresh.map(sourceSetting)];
}

/** The setting without a source; an entry that cannot be read stays. */
export function withoutSource(
  setting: unknown,
  implicit: readonly Source[],
  sourceId: string,
): readonly unknown[] {
  const entries = sourceEntries(setting) ?? implicit.map(sourceSetting);
  return entries.filter((entry) => parseSourceSettings([entry]).sources[0]?.id !== sourceId);
}

/** The setting with the given workgroups of a source replaced. */
export function withGiven(
  setting: unknown,
  implicit: readonly Source[],
  sourceId: string,
  given: readonly GivenWorkgroup[],
): readonly unknown[] {
  const workgroups = given.length === 0 ? undefined : given.map(givenSetting);
  return editEntry(setting, implicit, sourceId, { workgroups });
}

/** The setting with other credentials for a source's tokens; without any, those that browse it get them too. */
export function withTokenCredentials(
  setting: unknown,
  implicit: readonly Source[],
  sourceId: string,
  credentials: Credentials | undefined,
): readonly unknown[] {
  const { tokenProfile, tokenIdentity } = tokenCredentialsSetting(credentials);
  return editEntry(setting, implicit, sourceId, { tokenProfile, tokenIdentity });
}

/** Sets fields of a source's entry; one that becomes undefined is removed. */
function editEntry(
  setting: unknown,
  implicit: readonly Source[],
  sourceId: string,
  changes: Fields,
): readonly unknown[] {
  const entries = sourceEntries(setting) ?? implicit.map(sourceSetting);
  return entries.map((entry) => {
    if (parseSourceSettings([entry]).sources[0]?.id !== sourceId) return entry;
    const fields = Object.entries({ ...asFields(entry), ...changes });
    return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  });
}

/** The entries of the setting, or undefined where nobody has set it. Throws where it is no list. */
export function sourceEntries(setting: unknown): readonly unknown[] | undefined {
  return settingEntries(setting, 'redshiftIdc.sources');
}
