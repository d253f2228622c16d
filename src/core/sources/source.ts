import * as l10n from '@vscode/l10n';
import { asFields, asList, asText, type Fields } from '../base/parse.js';
import { givenSetting, parseGivenSetting, type GivenWorkgroup } from './givenWorkgroup.js';
import { connectToSetting, noTunnels, parseConnectTo, type ConnectTo } from './connectTo.js';
import { isRegion } from './regions.js';
import { makeAccess, type Access, type Credentials } from './access.js';

/** A region, and the credentials that browse it; the id is theirs. */
export interface Source extends Access {
  /** The credentials that get its tokens, where they are others than those that browse it. */
  readonly tokenCredentials: Credentials | undefined;
  /** Workgroups that a person has added by hand. */
  readonly given: readonly GivenWorkgroup[];
  /** Workgroups that are reached through a person's own tunnels. */
  readonly connectTo: ConnectTo;
  /** Whether an administrator gave it: then it can only be looked at and used. */
  readonly isManaged: boolean;
}

/** A source as the setting `redshiftIdc.sources` writes it; without a profile or an identity, the environment's credentials. */
export interface SourceSetting {
  readonly profile?: string;
  readonly identity?: string;
  readonly region: string;
  /** The profile, or the identity, that gets the tokens, where it is another one. */
  readonly tokenProfile?: string;
  readonly tokenIdentity?: string;
  /** Workgroups added by hand. */
  readonly workgroups?: readonly Readonly<Record<string, unknown>>[];
  /** "host:port" of the tunnel to a workgroup, by the workgroup's name. */
  readonly connectTo?: Readonly<Record<string, string>>;
}

export function makeSource(
  credentials: Credentials,
  region: string,
  tokenCredentials?: Credentials,
  given: readonly GivenWorkgroup[] = [],
  connectTo = noTunnels,
): Source {
  return { ...makeAccess(credentials, region), tokenCredentials, given, connectTo, isManaged: false };
}

/** With which credentials, and where, the tokens of a source are got. */
export function tokenAccess({ credentials, region, tokenCredentials }: Source): Access {
  return makeAccess(tokenCredentials ?? credentials, region);
}

/** The region of a source, from the source's id alone: names of profiles may hold an @, regions none. */
export function regionOfSource(sourceId: string): string {
  return sourceId.slice(sourceId.lastIndexOf('@') + 1);
}

export function sourceSetting({
  credentials,
  region,
  tokenCredentials,
  given,
  connectTo,
}: Source): SourceSetting {
  return {
    ...(credentials.kind === 'environment' ? {} : { [credentials.kind]: credentials.name }),
    region,
    ...tokenCredentialsSetting(tokenCredentials),
    ...(given.length > 0 ? { workgroups: given.map(givenSetting) } : {}),
    ...(connectTo.size > 0 ? { connectTo: connectToSetting(connectTo) } : {}),
  };
}

/** The fields that say who gets the tokens; none where it is who browses. */
export function tokenCredentialsSetting(
  credentials: Credentials | undefined,
): Pick<SourceSetting, 'tokenProfile' | 'tokenIdentity'> {
  switch (credentials?.kind) {
    case 'profile':
      return { tokenProfile: credentials.name };
    case 'identity':
      return { tokenIdentity: credentials.name };
    default:
      return {};
  }
}

/**
 * The sources of a list, and a sentence for each entry that is no source; the others count.
 *
 * @param where the list, as a sentence names it; by default the setting
 */
export function parseSourceSettings(
  value: unknown,
  where = l10n.t('the setting redshiftIdc.sources'),
): {
  readonly sources: readonly Source[];
  readonly problems: readonly string[];
} {
  if (!Array.isArray(value)) {
    return {
      sources: [],
      problems: [l10n.t('No source of {0} counts: it is not a list.', where)],
    };
  }
  const sources = new Map<string, Source>();
  const problems: string[] = [];
  for (const [index, entry] of value.entries()) {
    const fields = asFields(entry);
    const region = asText(fields?.region);
    const credentials = credentialsOf(fields, 'profile', 'identity');
    const tokenCredentials = credentialsOf(fields, 'tokenProfile', 'tokenIdentity');
    if (
      fields === undefined ||
      region === undefined ||
      !isRegion(region) ||
      credentials === 'wrong' ||
      tokenCredentials === 'wrong'
    ) {
      problems.push(
        l10n.t(
          'Entry {0} of {1} is skipped: it needs a "region" such as eu-west-1, and a profile or an identity by name.',
          index + 1,
          where,
        ),
      );
      continue;
    }
    const given = asList(fields.workgroups).map(parseGivenSetting);
    if (given.includes(undefined)) {
      problems.push(
        l10n.t(
          'A workgroup in entry {0} of {1} is skipped: it needs a "name" of 3 to 64 characters, a to z, 0 to 9 and "-".',
          index + 1,
          where,
        ),
      );
    }
    const { connectTo, isRead } = parseConnectTo(fields.connectTo);
    if (!isRead) {
      problems.push(
        l10n.t(
          'A tunnel in entry {0} of {1} is skipped: "connectTo" needs workgroups by name, each with an address such as "localhost:5439".',
          index + 1,
          where,
        ),
      );
    }
    const source = makeSource(
      credentials ?? { kind: 'environment' },
      region,
      tokenCredentials,
      given.filter((workgroup) => workgroup !== undefined),
      connectTo,
    );
    sources.set(source.id, source);
  }
  return { sources: [...sources.values()], problems };
}

/** What one of two fields names; undefined where both are left out, `wrong` where both are there, or one is no name. */
function credentialsOf(
  fields: Fields | undefined,
  profileField: keyof SourceSetting,
  identityField: keyof SourceSetting,
): Credentials | undefined | 'wrong' {
  const [profile, identity] = [fields?.[profileField], fields?.[identityField]];
  if (profile === undefined && identity === undefined) return undefined;
  if (profile !== undefined && identity !== undefined) return 'wrong';
  const name = asText(profile ?? identity);
  if (name === undefined) return 'wrong';
  return { kind: profile === undefined ? 'identity' : 'profile', name };
}
