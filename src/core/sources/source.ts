import * as l10n from '@vscode/l10n';
import { asFields, asList, asText } from '../base/parse.js';
import { givenSetting, parseGivenSetting, type GivenWorkgroup } from './givenWorkgroup.js';
import { makeAccess, type Access, type Credentials } from './access.js';

/** A region, and the credentials that browse it; the id is theirs. */
export interface Source extends Access {
  /** The credentials that get its tokens, where they are others than those that browse it. */
  readonly tokenCredentials: Credentials | undefined;
  /** Workgroups that a person has added by hand. */
  readonly given: readonly GivenWorkgroup[];
}

/** A source as the setting `redshiftIdc.sources` writes it; without a profile, the environment's credentials. */
export interface SourceSetting {
  readonly profile?: string;
  readonly region: string;
  /** The profile that gets the tokens, where it is another one. */
  readonly tokenProfile?: string;
  /** Workgroups added by hand. */
  readonly workgroups?: readonly Readonly<Record<string, unknown>>[];
}

const regionPattern = /^[a-z]{2,5}(-[a-z]+)+-\d{1,2}$/;

/** Whether the text has the shape of an AWS region. */
function isRegion(text: string): boolean {
  return regionPattern.test(text);
}

export function makeSource(
  credentials: Credentials,
  region: string,
  tokenCredentials?: Credentials,
  given: readonly GivenWorkgroup[] = [],
): Source {
  return { ...makeAccess(credentials, region), tokenCredentials, given };
}

/** With which credentials, and where, the tokens of a source are got. */
export function tokenAccess({ credentials, region, tokenCredentials }: Source): Access {
  return makeAccess(tokenCredentials ?? credentials, region);
}

export function sourceSetting({ credentials, region, tokenCredentials, given }: Source): SourceSetting {
  return {
    ...(credentials.kind === 'profile' ? { profile: credentials.name } : {}),
    region,
    ...(tokenCredentials?.kind === 'profile' ? { tokenProfile: tokenCredentials.name } : {}),
    ...(given.length > 0 ? { workgroups: given.map(givenSetting) } : {}),
  };
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
    const hasBadProfile = [fields?.profile, fields?.tokenProfile].some(
      (name) => name !== undefined && asText(name) === undefined,
    );
    if (fields === undefined || region === undefined || !isRegion(region) || hasBadProfile) {
      problems.push(
        l10n.t(
          'Entry {0} of the setting redshiftIdc.sources is skipped: it needs a "region" such as eu-west-1, and profiles by name.',
          index + 1,
        ),
      );
      continue;
    }
    const given = asList(fields.workgroups).map(parseGivenSetting);
    if (given.includes(undefined)) {
      problems.push(
        l10n.t(
          'A workgroup in entry {0} of the setting redshiftIdc.sources is skipped: it needs a "name" of 3 to 64 characters, a to z, 0 to 9 and "-".',
          index + 1,
        ),
      );
    }
    const source = makeSource(
      profileNamed(asText(fields.profile)) ?? { kind: 'environment' },
      region,
      profileNamed(asText(fields.tokenProfile)),
      given.filter((workgroup) => workgroup !== undefined),
    );
    sources.set(source.id, source);
  }
  return { sources: [...sources.values()], problems };
}

function profileNamed(name: string | undefined): Credentials | undefined {
  return name === undefined ? undefined : { kind: 'profile', name };
}
