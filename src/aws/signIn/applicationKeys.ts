import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { IdentityClients } from './identityClients.js';
import { signerError, doStep } from './identityErrors.js';
import { parseKeys } from './keys.js';
import { sessionName } from './sessionName.js';

/** Gives the provider of a profile's keys. Throws a sentence where there is no such profile. */
export type ProfileKeys = (profile: string) => Promise<AwsCredentialIdentityProvider>;

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
    return this.profileKeys(profile);
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
