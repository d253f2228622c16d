import * as l10n from '@vscode/l10n';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import { UserError } from '../../core/base/userError.js';
import type { Credentials } from '../../core/sources/access.js';
import { sourceProfiles } from './origin.js';
import { containerVariables, type AwsFiles, type Environment } from './awsFiles.js';
import { loginKeys } from './loginCache.js';
import {
  explainContainer,
  explainEnvironment,
  explainProfile,
  unusableCredentials,
} from './providerErrors.js';
import { roleOf, roleProvider } from './roleProvider.js';

/**
 * Asks the person for a code of an MFA device. Throws {@link Cancelled}, and a sentence where no person is waiting:
 * nothing asks by itself.
 *
 * @param serial the device, as the profile names it
 */
type MfaCode = (profile: string, serial: string) => Promise<string>;

export interface ProviderSettings {
  readonly env: Environment;
  /** AWS's time. */
  readonly clock: Clock;
  readonly isTrusted: () => boolean;
  readonly mfaCode: MfaCode;
}

/**
 * The provider of credentials. A named profile is read by itself, since the SDK's chain would hide its error
 * behind those of every other place; where no profile is named, none is read.
 */
export async function credentialsProvider(
  credentials: Exclude<Credentials, { kind: 'identity' }>,
  files: AwsFiles,
  { env, clock, isTrusted, mfaCode }: ProviderSettings,
): Promise<AwsCredentialIdentityProvider> {
  if (credentials.kind === 'environment') return environmentProvider(env);
  const profile = credentials.name;
  if (!isTrusted() && runsProcess(profile, files)) throw processNeedsTrust(profile);
  const { fromIni } = await import('../sdk.js');
  const ofProfile = (name: string): AwsCredentialIdentityProvider => {
    const mfaCodeProvider = (serial: string): Promise<string> => mfaCode(profile, serial);
    const role = roleOf(name, files);
    if (role !== undefined) return roleProvider(role, ofProfile(role.source), mfaCodeProvider);
    const session = loginOf(name, files);
    if (session !== undefined) return () => loginKeys(name, session, env, clock.now());
    // `once` is not of its type, but handed on to what asks a container, which would try four times over three seconds.
    return fromIni({ ...once, profile: name, ignoreCache: true, mfaCodeProvider });
  };
  return checked(ofProfile(profile), (error) => explainProfile(error, profile, files));
}

/** A provider whose errors are explained, and whose credentials can sign: the SDK hands on whatever it has read. */
function checked(
  provider: AwsCredentialIdentityProvider,
  explain: (error: unknown) => unknown,
): AwsCredentialIdentityProvider {
  return async (options) => {
    try {
      const given = await provider(options);
      const texts: readonly unknown[] = [given.accessKeyId, given.secretAccessKey];
      const hasKeys = texts.every((text) => typeof text === 'string' && text !== '');
      if (!hasKeys || Number.isNaN(given.expiration?.getTime())) throw unusableCredentials();
      return given;
    } catch (error) {
      throw explain(error);
    }
  };
}

/** Variables first, then a web identity, then what a container or the instance gives. No profile is among them. */
async function environmentProvider(env: Environment): Promise<AwsCredentialIdentityProvider> {
  const { createCredentialChain, fromEnv, fromHttp, fromInstanceMetadata, fromTokenFile } =
    await import('../sdk.js');
  const isInContainer = containerVariables.some((name) => (env[name] ?? '') !== '');
  const hasInstance = env.AWS_EC2_METADATA_DISABLED?.toLowerCase() !== 'true';
  const container = (): AwsCredentialIdentityProvider => checked(fromHttp(once), explainContainer);
  // Without a logger it writes to the console when it prolongs credentials that have ended.
  const instance = (): AwsCredentialIdentityProvider =>
    checked(fromInstanceMetadata({ logger: silent }), unusableCredentials);
  const machine = isInContainer ? [container()] : hasInstance ? [instance()] : [];
  return checked(createCredentialChain(fromEnv(), fromTokenFile(), ...machine), explainEnvironment);
}

/** The next call asks again: nobody waits for tries that a refusal makes useless. */
const once = { maxRetries: 0 };

const nothing = (): void => undefined;
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** The `aws login` of a profile that has credentials in no other way: the SDK, like the AWS CLI, tries it last. */
function loginOf(profile: string, { profiles }: AwsFiles): string | undefined {
  const { login_session: session, ...others } = profiles.get(profile) ?? {};
  const isOther = Object.keys(others).some((key) =>
    /^(aws_access_key_id|role_arn|credential_|sso_)/.test(key),
  );
  return isOther ? undefined : session;
}

/** Whether the profile, or one it takes its credentials from, names a shell command to run. */
function runsProcess(profile: string, files: AwsFiles): boolean {
  return sourceProfiles(profile, files).some(
    (name) => files.profiles.get(name)?.credential_process !== undefined,
  );
}

function processNeedsTrust(profile: string): UserError {
  return new UserError(
    l10n.t(
      'Profile "{0}" gets its credentials from a command, and commands run only in a trusted workspace. Trust this workspace, then retry.',
      profile,
    ),
    { kind: 'manageTrust' },
  );
}
