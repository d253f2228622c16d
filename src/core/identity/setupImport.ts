import { asFields, asList } from '../base/parse.js';
import { connectToSetting, noTunnels } from '../sources/connectTo.js';
import { givenSetting, parseGivenSetting } from '../sources/givenWorkgroup.js';
import { parseSourceSettings, sourceSetting, type Source } from '../sources/source.js';
import { sourceEntries } from '../sources/sourceEdits.js';
import type { IdentityEntry } from './identity.js';
import { entriesOf } from './identityEdits.js';
import { identitySetting, parseIdentitySettings } from './identitySettings.js';
import type { Setup } from './setupFile.js';

/** What an import puts there, and what was there by the same name; undefined where nothing was. */
export interface Change<T> {
  readonly value: T;
  readonly former: T | undefined;
}

/** What an import would do. Nothing is written yet. */
export interface ImportPlan {
  readonly identities: readonly Change<IdentityEntry>[];
  readonly sources: readonly Change<Source>[];
  /** How many of the file are there already, just so. */
  readonly unchanged: number;
  /** The settings after it; one that nothing changes in is undefined. */
  readonly settings: {
    readonly identities: readonly unknown[] | undefined;
    readonly sources: readonly unknown[] | undefined;
  };
}

/** What the settings say before an import. */
export interface SettingsBefore {
  /** The setting `redshiftIdc.identities`. */
  readonly identities: unknown;
  /** The setting `redshiftIdc.sources`. */
  readonly sources: unknown;
  /** The sources that are there while nobody has set any: setting some must not take them away. */
  readonly implicit: readonly Source[];
}

/**
 * Computes what an import of the set-up would change. An identity replaces the one of its name, a source the one with
 * its credentials and region, whose own given workgroups stay; what cannot be read stays too. Throws where a setting is
 * no list.
 */
export function planImport(setup: Setup, before: SettingsBefore): ImportPlan {
  const identityEntries = entriesOf(before.identities);
  const ofSources = sourceEntries(before.sources) ?? before.implicit.map(sourceSetting);
  const identities = changes(
    setup.identities,
    parseIdentitySettings(identityEntries).identities,
    ({ name }) => name,
    identityContent,
  );
  const formerSources = parseSourceSettings(ofSources).sources;
  const sources = changes(
    setup.sources.map((source) => withFormer(source, formerSources)),
    formerSources,
    ({ id }) => id,
    sourceContent,
  );
  return {
    identities,
    sources,
    unchanged: setup.identities.length + setup.sources.length - identities.length - sources.length,
    settings: {
      identities: identities.length === 0 ? undefined : identitiesAfter(identityEntries, identities),
      sources: sources.length === 0 ? undefined : sourcesAfter(ofSources, sources, setup.sources),
    },
  };
}

function changes<T>(
  imported: readonly T[],
  present: readonly T[],
  key: (value: T) => string,
  content: (value: T) => string,
): readonly Change<T>[] {
  const held = new Map(present.map((value) => [key(value), value]));
  return imported
    .map((value) => ({ value, former: held.get(key(value)) }))
    .filter(({ value, former }) => former === undefined || content(value) !== content(former));
}

/** A person's own workgroups and tunnels stay, where the file says nothing else of them. */
function withFormer(source: Source, formers: readonly Source[]): Source {
  const former = formers.find(({ id }) => id === source.id);
  if (former === undefined) return source;
  const names = new Set(source.given.map(({ name }) => name));
  const kept = former.given.filter(({ name }) => !names.has(name));
  return {
    ...source,
    given: [...kept, ...source.given],
    connectTo: new Map([...former.connectTo, ...source.connectTo]),
  };
}

function identitiesAfter(
  entries: readonly unknown[],
  made: readonly Change<IdentityEntry>[],
): readonly unknown[] {
  const byName = new Map(made.map(({ value }) => [value.name, value]));
  const replaced = entries.map((entry) => {
    const value = byName.get(parseIdentitySettings([entry]).identities[0]?.name ?? '');
    return value === undefined ? entry : { ...asFields(entry), ...identitySetting(value) };
  });
  return [...replaced, ...added(made).map(identitySetting)];
}

function sourcesAfter(
  entries: readonly unknown[],
  made: readonly Change<Source>[],
  imported: readonly Source[],
): readonly unknown[] {
  const changed = new Set(made.map(({ value }) => value.id));
  const byId = new Map(imported.filter(({ id }) => changed.has(id)).map((source) => [source.id, source]));
  const replaced = entries.map((entry) => {
    const source = byId.get(parseSourceSettings([entry]).sources[0]?.id ?? '');
    return source === undefined ? entry : replacedSource(entry, source);
  });
  return [...replaced, ...added(made).map((source) => sourceSetting(source))];
}

/** A source's entry with what the file says of it; notes of the entry's own stay, and so do its other workgroups and tunnels. */
function replacedSource(entry: unknown, source: Source): unknown {
  const { workgroups, connectTo, ...fields } = asFields(entry) ?? {};
  const rest = Object.entries(fields).filter(([name]) => name !== 'tokenProfile' && name !== 'tokenIdentity');
  const names = new Set(source.given.map(({ name }) => name));
  const kept = asList(workgroups).filter((item) => !names.has(parseGivenSetting(item)?.name ?? ''));
  const all = [...kept, ...source.given.map(givenSetting)];
  const tunnels = { ...asFields(connectTo), ...connectToSetting(source.connectTo) };
  return {
    ...Object.fromEntries(rest),
    ...sourceSetting(source),
    ...(all.length > 0 ? { workgroups: all } : {}),
    ...(Object.keys(tunnels).length > 0 ? { connectTo: tunnels } : {}),
  };
}

function added<T>(made: readonly Change<T>[]): readonly T[] {
  return made.filter(({ former }) => former === undefined).map(({ value }) => value);
}

function identityContent(entry: IdentityEntry): string {
  const parameters = Object.entries(entry.authorizeParameters).toSorted();
  return JSON.stringify([identitySetting({ ...entry, authorizeParameters: {} }), parameters]);
}

function sourceContent(source: Source): string {
  return JSON.stringify([
    sourceSetting({ ...source, given: [], connectTo: noTunnels }),
    Object.entries(connectToSetting(source.connectTo)).toSorted(),
    source.given.map((given) => JSON.stringify(givenSetting(given))).toSorted(),
  ]);
}
