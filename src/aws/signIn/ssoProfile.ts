import { asText } from '../../core/base/parse.js';
import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import { sourceProfiles } from '../profiles/origin.js';
import type { AwsFiles, Section } from '../profiles/awsFiles.js';

/** The SSO sign-in that a profile takes its credentials from. */
export interface SsoProfile {
  /** The profile that names it: the one asked about, or one that this takes its credentials from. */
  readonly profile: string;
  /** The name of its `[sso-session]`, or undefined where the profile itself has the address (legacy). */
  readonly session: string | undefined;
  readonly startUrl: string;
  readonly region: string;
  /** Access scopes to ask for; none in the legacy form, as with the AWS CLI: its sign-ins last, and cannot be renewed. */
  readonly scopes: readonly string[];
}

const usualScope = 'sso:account:access';

/** What the sign-in is called, and cached, by: its session's name, or its start URL. */
export function signInName({ session, startUrl }: Pick<SsoProfile, 'session' | 'startUrl'>): string {
  return session ?? startUrl;
}

/** The name of the sign-in that the profile's credentials come from; undefined where they come from elsewhere. */
export function signInOf(profile: string, files: AwsFiles): string | undefined {
  const section = namingSection(profile, files)?.section;
  return asText(section?.sso_session) ?? asText(section?.sso_start_url);
}

/** Reads the sign-in of a profile. Throws a sentence for an entry that lacks something. */
export function ssoProfile(profile: string, files: AwsFiles): SsoProfile {
  const naming = namingSection(profile, files);
  if (naming === undefined) throw noSignIn(profile, files);
  const { section } = naming;
  const session = asText(section.sso_session);
  const place = session === undefined ? section : files.ssoSessions.get(session);
  if (place === undefined) {
    throw incomplete(
      l10n.t(
        'Profile "{0}" names the sso-session "{1}", which is not in the AWS config file.',
        naming.profile,
        session ?? '',
      ),
    );
  }
  const where =
    session === undefined ? l10n.t('profile "{0}"', naming.profile) : l10n.t('sso-session "{0}"', session);
  const [startUrl, region] = [asText(place.sso_start_url), asText(place.sso_region)];
  if (startUrl === undefined || region === undefined) {
    throw incomplete(
      l10n.t(
        'The entry of {0} in the AWS config file lacks {1}.',
        where,
        startUrl === undefined ? 'sso_start_url' : 'sso_region',
      ),
    );
  }
  return { profile: naming.profile, session, startUrl, region, scopes: scopesOf(session, place) };
}

function scopesOf(session: string | undefined, place: Section): readonly string[] {
  if (session === undefined) return [];
  const scopes = (place.sso_registration_scopes ?? '').split(',').map((scope) => scope.trim());
  const given = scopes.filter((scope) => scope !== '');
  return given.length === 0 ? [usualScope] : given;
}

/** The section that names a sign-in: the profile's own, or that of a profile whose credentials it assumes a role with. */
function namingSection(
  profile: string,
  files: AwsFiles,
): { readonly profile: string; readonly section: Section } | undefined {
  for (const name of sourceProfiles(profile, files)) {
    const section = files.profiles.get(name);
    if (section === undefined) return undefined;
    const hasOwn = asText(section.sso_session) ?? asText(section.sso_start_url);
    if (hasOwn !== undefined && section.aws_access_key_id === undefined) return { profile: name, section };
    if (section.role_arn === undefined) return undefined;
  }
  return undefined;
}

function noSignIn(profile: string, files: AwsFiles): UserError {
  return incomplete(
    files.profiles.has(profile)
      ? l10n.t(
          'Profile "{0}" has no SSO sign-in: its entry names neither an sso_session nor an sso_start_url.',
          profile,
        )
      : l10n.t('Profile "{0}" is not in the AWS config files.', profile),
  );
}

function incomplete(message: string): UserError {
  return new UserError(message, { kind: 'openAwsConfig' });
}
