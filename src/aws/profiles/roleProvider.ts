import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { AwsFiles, Section } from './awsFiles.js';
import { originOf } from './origin.js';

/** A profile's role that is assumed here, and the profile that it takes its credentials from. */
export interface Role {
  readonly section: Section;
  readonly source: string;
}

/**
 * The role of a profile where the SDK cannot be left to it: it needs an MFA code and what lies below may fail, or
 * begins with `aws login`. Undefined for all others, those that lead in a circle among them.
 */
export function roleOf(profile: string, files: AwsFiles): Role | undefined {
  const section = files.profiles.get(profile);
  const source = section?.source_profile;
  if (section?.role_arn === undefined || source === undefined || section.credential_source !== undefined)
    return undefined;
  if (files.profiles.get(source)?.aws_access_key_id !== undefined) return undefined;
  const origin = originOf(profile, files);
  if (origin.isCircle) return undefined;
  return section.mfa_serial !== undefined || origin.section.login_session !== undefined
    ? { section, source }
    : undefined;
}

/**
 * Asks for the code once the credentials below are there. The SDK asks at once: for nothing where there are none, and
 * then leaves their error, in which a command's output may be, to whoever logs what nobody has caught.
 */
export function roleProvider(
  { section }: Role,
  source: AwsCredentialIdentityProvider,
  code: (serial: string) => Promise<string>,
): AwsCredentialIdentityProvider {
  const { role_arn, role_session_name, external_id, duration_seconds, mfa_serial, region } = section;
  return async (options) => {
    const { fromTemporaryCredentials } = await import('../sdk.js');
    const provider = fromTemporaryCredentials({
      masterCredentials: await source(options),
      params: {
        RoleArn: role_arn,
        ...(role_session_name === undefined ? {} : { RoleSessionName: role_session_name }),
        ExternalId: external_id,
        DurationSeconds: parseInt(duration_seconds ?? '3600', 10),
        SerialNumber: mfa_serial,
      },
      mfaCodeProvider: code,
      ...(region === undefined ? {} : { clientConfig: { region } }),
    });
    return provider(options);
  };
}
