import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { AwsFiles, Section } from './awsFiles.js';

/** A profile whose role needs an MFA code, and that takes its credentials from a profile which may have none. */
export interface MfaRole {
  readonly section: Section;
  readonly serial: string;
  readonly source: string;
}

/** The MFA role of a profile; undefined where the SDK may be left to it: where what lies below cannot fail, or leads in a circle. */
export function mfaRoleOf(profile: string, { profiles }: AwsFiles): MfaRole | undefined {
  const section = profiles.get(profile);
  const { mfa_serial: serial, source_profile: source } = section ?? {};
  if (section?.role_arn === undefined || serial === undefined || source === undefined) return undefined;
  if (section.credential_source !== undefined || profiles.get(source)?.aws_access_key_id !== undefined)
    return undefined;
  const seen = new Set([profile]);
  for (let name: string | undefined = source; name !== undefined; name = profiles.get(name)?.source_profile) {
    if (seen.has(name)) return undefined;
    seen.add(name);
  }
  return { section, serial, source };
}

/**
 * Asks for the code once the credentials below are there. The SDK asks at once: for nothing where there are none, and
 * then leaves their error, in which a command's output may be, to whoever logs what nobody has caught.
 */
export function mfaRoleProvider(
  { section, serial }: MfaRole,
  source: AwsCredentialIdentityProvider,
  code: (serial: string) => Promise<string>,
): AwsCredentialIdentityProvider {
  return async (options) => {
    const { fromTemporaryCredentials } = await import('../sdk.js');
    const masterCredentials = await source(options);
    const provider = fromTemporaryCredentials({
      masterCredentials,
      params: {
        RoleArn: section.role_arn,
        ...(section.role_session_name === undefined ? {} : { RoleSessionName: section.role_session_name }),
        ExternalId: section.external_id,
        DurationSeconds: parseInt(section.duration_seconds ?? '3600', 10),
        SerialNumber: serial,
      },
      mfaCodeProvider: code,
      ...(section.region === undefined ? {} : { clientConfig: { region: section.region } }),
    });
    return provider(options);
  };
}
