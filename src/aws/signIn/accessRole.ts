import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { IdentityClients } from './identityClients.js';
import { accessRoleError, doStep } from './identityErrors.js';
import { parseKeys, type Keys } from './keys.js';
import { sessionName } from './sessionName.js';

/** The longest that STS gives where one role's session assumes another role. */
const sessionSeconds = 3600;

const contextProvider = 'arn:aws:iam::aws:contextProvider/IdentityCenter';

/**
 * Assumes the access role with an identity's context: the keys that result speak for the person.
 * Source: AssumeRole, ProvidedContexts, in the STS API Reference.
 */
export class AccessRole {
  constructor(private readonly clients: IdentityClients) {}

  /** Throws an {@link IdentityRefusal}. */
  async assume(
    entry: IdentityEntry,
    keys: AwsCredentialIdentity | AwsCredentialIdentityProvider,
    context: string,
    person: string,
    signal: AbortSignal,
  ): Promise<Keys> {
    const run = async () => {
      const { AssumeRoleCommand } = await import('../sdk.js');
      const client = await this.clients.sts(entry, keys);
      const command = new AssumeRoleCommand({
        RoleArn: entry.accessRoleArn,
        RoleSessionName: sessionName(person),
        DurationSeconds: sessionSeconds,
        ProvidedContexts: [{ ProviderArn: contextProvider, ContextAssertion: context }],
      });
      const { Credentials } = await client.send(command, { abortSignal: signal });
      return parseKeys(Credentials, entry);
    };
    return doStep(signal, run, (error) => accessRoleError(error, entry));
  }
}
