import * as l10n from '@vscode/l10n';
import { asFields, asText } from '../base/parse.js';

/** Whose credentials browse a source: a named profile's, or the environment's own (variables, container, instance). */
export type SourceCredentials =
  { readonly kind: 'profile'; readonly name: string } | { readonly kind: 'environment' };

/** A region, and the credentials that browse it. The id is its canonical text. */
export interface Source {
  readonly id: string;
  readonly credentials: SourceCredentials;
  readonly region: string;
}

/** A source as the setting `redshiftIdc.sources` writes it; without a profile, the environment's credentials. */
export interface SourceSetting {
  readonly profile?: string;
  readonly region: string;
}

const regionPattern = /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/;

/** Whether the text has the shape of an AWS region. */
function isRegion(text: string): boolean {
  return regionPattern.test(text);
}

export function makeSource(credentials: SourceCredentials, region: string): Source {
  const owner = credentials.kind === 'profile' ? `profile:${credentials.name}` : 'environment';
  return { id: `${owner}@${region}`, credentials, region };
}

/** What a person calls the source's credentials. */
export function credentialsName(credentials: SourceCredentials): string {
  return credentials.kind === 'profile' ? credentials.name : l10n.t('Environment');
}

/** Whose credentials they are, as a sentence names it. */
export function credentialsOwner(credentials: SourceCredentials): string {
  return credentials.kind === 'profile'
    ? l10n.t('profile "{0}"', credentials.name)
    : l10n.t('the environment');
}

export function sourceSetting(source: Source): SourceSetting {
  return source.credentials.kind === 'profile'
    ? { profile: source.credentials.name, region: source.region }
    : { region: source.region };
}

/** The sources of a setting, and a sentence for each entry that is no source; the others count. */
export function parseSourceSettings(value: unknown): {
  readonly sources: readonly Source[];
  readonly problems: readonly string[];
} {
  if (!Array.isArray(value)) {
    return {
      sources: [],
      problems: [l10n.t('The setting redshiftIdc.sources is not a list, so no source counts.')],
    };
  }
  const sources = new Map<string, Source>();
  const problems: string[] = [];
  for (const [index, entry] of value.entries()) {
    const fields = asFields(entry);
    const region = asText(fields?.region);
    const hasBadProfile = fields?.profile !== undefined && asText(fields.profile) === undefined;
    if (fields === undefined || region === undefined || !isRegion(region) || hasBadProfile) {
      problems.push(
        l10n.t(
          'Entry {0} of the setting redshiftIdc.sources is skipped: it needs a "region" such as eu-west-1, and a "profile" by name.',
          index + 1,
        ),
      );
      continue;
    }
    const profile = asText(fields.profile);
    const source = makeSource(
      profile === undefined ? { kind: 'environment' } : { kind: 'profile', name: profile },
      region,
    );
    sources.set(source.id, source);
  }
  return { sources: [...sources.values()], problems };
}
