import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { IdentityClients } from './identityClients.js';
import { signerError, doStep } from './identityErrors.js';
import { parseKeys } from './keys.js';
import { sessionName } from './sessionName.js';

/** The keys of profiles. */
export interface ProfileKeys {
  /** Throws a sentence where there is no such profile. */
  provider(profile: string): Promise<AwsCredentialIdentityProvider>;
  /** AWS refused them: the next call is for new ones. */
  drop(profile: string): void;
}

/**
 * The keys that sign for the application: a profile's, or those of a role that takes the provider's ID token as proof.
 * Source: AssumeRoleWithWebIdentity in the STS API Reference.
 */
export class ApplicationKeys {
  constructor(
    private readonly clients: IdentityClients,
    private readonly profileKeys: ProfileKeys,
  ) {}

  /** Throws a sentence where there is no such profile. */
  ofProfile(profile: string): Promise<AwsCredentialIdentityProvider> {
    return this.profileKeys.provider(profile);
  }

  /** AWS takes the keys no more: the next call resolves the profile anew. */
  dropProfile(profile: string): void {
    this.profileKeys.drop(profile);
  }

  /** Asks once, since an ID token may be shown once. Throws an {@link IdentityRefusal}. */
  async ofWebIdentity(
    entry: IdentityEntry,
    roleArn: string,
    idToken: string,
    person: string,
    signal: AbortSignal,
  ): Promise<AwsCredentialIdentity> {
    const run = async () => {
      const { AssumeRoleWithWebIdentityCommand } = await import('../sdk.js');
      const client = await this.clients.sts(entry, undefined);
      const command = new AssumeRoleWithWebIdentityCommand({
        RoleArn: roleArn,
        RoleSessionName: sessionName(person),
        WebIdentityToken: idToken,
        DurationSeconds: 3600,
      });
      const { Credentials } = await client.send(command, { abortSignal: signal });
      return parseKeys(Credentials, entry);
    };
    return doStep(signal, run, (error) => signerError(error, entry, roleArn));
  }
}
