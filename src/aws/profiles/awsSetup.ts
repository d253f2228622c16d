import { asText } from '../../core/base/parse.js';
import { makeSource, type Source } from '../../core/sources/source.js';
import type { AwsSetup, AwsSetupReader, Profile } from '../../core/sources/sourceList.js';
import {
  containerVariables,
  readAwsFiles,
  type AwsFiles,
  type Environment,
  type Section,
} from './awsFiles.js';
import { sourceProfiles } from './origin.js';
import { signInOf } from '../signIn/ssoProfile.js';

/** Reads profiles and the default source as the AWS CLI would find them. */
export class FileAwsSetup implements AwsSetupReader {
  constructor(private readonly env: Environment) {}

  async read(): Promise<AwsSetup> {
    const files = await readAwsFiles(this.env);
    const profiles = [...files.profiles].map(([name, section]): Profile => ({
      name,
      region: section.region,
      signIn: signInOf(name, files),
      needsCode: needsCode(name, files),
    }));
    profiles.sort((left, right) => rank(left) - rank(right) || left.name.localeCompare(right.name));
    return {
      profiles,
      region: environmentRegion(this.env),
      defaultSource: defaultSource(files, this.env),
      problems: files.problems,
    };
  }
}

function needsCode(profile: string, files: AwsFiles): boolean {
  const sections = sourceProfiles(profile, files).map((name) => files.profiles.get(name));
  return sections.some(
    (section) => asText(section?.role_arn) !== undefined && asText(section?.mfa_serial) !== undefined,
  );
}

const rank = ({ name }: Profile): number => (name === 'default' ? 0 : 1);

function environmentRegion(env: Environment): string | undefined {
  return asText(env.AWS_REGION) ?? asText(env.AWS_DEFAULT_REGION);
}

/** Keys in the environment come before a profile, and a profile before what a container or the instance gives. */
function defaultSource(files: AwsFiles, env: Environment): Source | undefined {
  const profile = asText(env.AWS_PROFILE) ?? asText(env.AWS_DEFAULT_PROFILE);
  const name = profile ?? 'default';
  const region = environmentRegion(env) ?? files.profiles.get(name)?.region;
  if (region === undefined) return undefined;
  if (hasKeys(env)) return makeSource({ kind: 'environment' }, region);
  // A profile that is named but missing is a source too: its row says what is wrong.
  if (profile !== undefined || namesCredentials(files.profiles.get(name))) {
    return makeSource({ kind: 'profile', name }, region);
  }
  // A default profile with a region alone is common: beside profiles to choose from, or on a machine in AWS.
  const hasOthers = [...files.profiles.values()].some(namesCredentials);
  return isProvidedFor(env) || !hasOthers ? makeSource({ kind: 'environment' }, region) : undefined;
}

function hasKeys(env: Environment): boolean {
  return asText(env.AWS_ACCESS_KEY_ID) !== undefined && asText(env.AWS_SECRET_ACCESS_KEY) !== undefined;
}

function isProvidedFor(env: Environment): boolean {
  return ['AWS_WEB_IDENTITY_TOKEN_FILE', ...containerVariables].some(
    (name) => asText(env[name]) !== undefined,
  );
}

/** Whether a profile says where its credentials come from. */
function namesCredentials(section: Section | undefined): boolean {
  return credentialKeys.some((key) => asText(section?.[key]) !== undefined);
}

const credentialKeys = [
  'aws_access_key_id',
  'role_arn',
  'credential_process',
  'sso_session',
  'sso_start_url',
  'web_identity_token_file',
  'login_session',
];
