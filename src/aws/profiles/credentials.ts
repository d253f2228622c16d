import * as l10n from '@vscode/l10n';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import { UserError } from '../../core/base/userError.js';
import type { Source } from '../../core/sources/source.js';
import type { AwsFiles, Environment } from './awsFiles.js';

/**
 * The provider of a source's credentials. A named profile is read by itself, since the SDK's chain would hide
 * its error behind those of every other place; the chain serves only where no profile is named.
 */
export async function credentialsProvider(
  source: Source,
  files: AwsFiles,
  env: Environment,
  isTrusted: boolean,
): Promise<AwsCredentialIdentityProvider> {
  const { fromEnv, fromIni, fromNodeProviderChain } = await import('../sdk.js');
  const clientConfig = { region: source.region };
  if (source.credentials.kind === 'environment') {
    return env.AWS_ACCESS_KEY_ID ? fromEnv() : fromNodeProviderChain({ ignoreCache: true, clientConfig });
  }
  const profile = source.credentials.name;
  if (!isTrusted && runsProcess(profile, files)) throw processNeedsTrust(profile);
  const provider = fromIni({ profile, ignoreCache: true, clientConfig });
  return async (options) => {
    try {
      return await provider(options);
    } catch (error) {
      // A profile that names a section which is not there makes the SDK trip over its own code.
      throw error instanceof TypeError ? isBroken(profile, error) : error;
    }
  };
}

/** Whether the profile, or one it takes its credentials from, names a shell command to run. */
function runsProcess(profile: string, files: AwsFiles): boolean {
  const seen = new Set<string>();
  for (let name: string | undefined = profile; name !== undefined && !seen.has(name);) {
    seen.add(name);
    const section = files.profiles.get(name);
    if (section?.credential_process !== undefined) return true;
    name = section?.source_profile;
  }
  return false;
}

function isBroken(profile: string, cause: TypeError): UserError {
  return new UserError(
    l10n.t(
      'The entry of profile "{0}" in the AWS config files is incomplete. Check what it names: an sso-session, a source profile, a role.',
      profile,
    ),
    { kind: 'openAwsConfig' },
    { cause },
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
