import * as l10n from '@vscode/l10n';
import { asText } from '../../core/base/parse.js';
import type { Credentials } from '../../core/sources/access.js';
import { containerVariables, type AwsFiles, type Environment, type Section } from '../profiles/awsFiles.js';
import { sourceProfiles } from '../profiles/origin.js';

/**
 * The kind of some credentials, as a report names it, in the order in which the SDK tries them. A command is never
 * quoted, since it may hold a secret.
 */
export function describeCredentials(credentials: Credentials, files: AwsFiles, env: Environment): string {
  switch (credentials.kind) {
    case 'identity':
      return l10n.t('Identity "{0}"', credentials.name);
    case 'environment':
      return l10n.t('The environment, {0}', kindOfEnvironment(env));
    case 'profile':
      return l10n.t('Profile "{0}", {1}', credentials.name, kindOfChain(credentials.name, files));
  }
}

/** A profile, and those that it takes its credentials from. */
function kindOfChain(profile: string, files: AwsFiles): string {
  const names = sourceProfiles(profile, files);
  const kinds = names.map((name, index) => kindOfProfile(name, files.profiles.get(name), index === 0));
  const first = kinds[0] ?? l10n.t('not in the AWS config files');
  const others = kinds
    .slice(1)
    .map((kind, index) => l10n.t('profile "{0}", {1}', names[index + 1] ?? '', kind));
  return others.length === 0 ? first : l10n.t('{0}, with {1}', first, others.join(l10n.t(', with ')));
}

function kindOfProfile(name: string, section: Section | undefined, isFirst: boolean): string {
  if (section === undefined) return l10n.t('which is not in the AWS config files');
  const has = (key: string): boolean => asText(section[key]) !== undefined;
  const keys = has('aws_access_key_id') ? staticKeys(has('aws_session_token')) : undefined;
  // In the middle of a chain, keys come before a role.
  if (keys !== undefined && (!isFirst || !has('role_arn'))) return keys;
  if (has('role_arn') && (has('source_profile') || has('credential_source'))) return role(name, section);
  if (keys !== undefined) return keys;
  if (has('web_identity_token_file')) {
    return l10n.t(
      'the role {0} with the web identity token in {1}',
      section.role_arn ?? '',
      section.web_identity_token_file ?? '',
    );
  }
  if (has('credential_process')) return l10n.t('a command (credential_process)');
  if (has('sso_session')) return l10n.t('the sign-in of sso-session "{0}"', section.sso_session ?? '');
  if (has('sso_start_url')) return l10n.t('an SSO sign-in in the legacy form (sso_start_url)');
  if (has('login_session')) return l10n.t('the keys of `aws login`');
  return l10n.t('which names no credentials');
}

function role(profile: string, section: Section): string {
  const { role_arn: arn = '', credential_source: machine, source_profile: source } = section;
  const named =
    asText(section.mfa_serial) === undefined
      ? l10n.t('the role {0}', arn)
      : l10n.t('the role {0} with an MFA code', arn);
  if (machine !== undefined) return l10n.t('{0}, assumed with what {1} gives', named, machine);
  return source === profile ? l10n.t('{0}, assumed with its own keys', named) : named;
}

function staticKeys(areOfSession: boolean): string {
  return areOfSession ? l10n.t('keys of a session that ends') : l10n.t('static keys');
}

function kindOfEnvironment(env: Environment): string {
  const has = (name: string): boolean => asText(env[name]) !== undefined;
  if (has('AWS_ACCESS_KEY_ID') && has('AWS_SECRET_ACCESS_KEY')) return staticKeys(has('AWS_SESSION_TOKEN'));
  if (has('AWS_WEB_IDENTITY_TOKEN_FILE')) {
    return l10n.t(
      'the role {0} with the web identity token in {1}',
      env.AWS_ROLE_ARN ?? '',
      env.AWS_WEB_IDENTITY_TOKEN_FILE ?? '',
    );
  }
  if (containerVariables.some(has)) return l10n.t('what the container gives');
  return env.AWS_EC2_METADATA_DISABLED?.toLowerCase() === 'true'
    ? l10n.t('which names no credentials')
    : l10n.t('what the instance gives, if this computer is one');
}
