import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { IdentityClients } from './identityClients.js';
import { doStep } from './identityErrors.js';
import { exchangeError, noContext } from './exchangeErrors.js';

/** What Identity Center is shown: a JWT of the provider, which is good for one call, or its own refresh token. */
export type Proof =
  { readonly kind: 'assertion'; readonly jwt: string } | { readonly kind: 'refresh'; readonly token: string };

/** What Identity Center gave. The texts are secrets. */
export interface IdentityContext {
  /** For {@link AccessRole}. */
  readonly context: string;
  /** Absent where the application renews by none, or where the old one stays good. */
  readonly refreshToken: string | undefined;
}

/**
 * Asks sso-oauth:CreateTokenWithIAM for the identity's context, once: the SDK's retry would send a used JWT. Names no
 * scope, since one that is named may leave the context out.
 * Source: CreateTokenWithIAM in the IAM Identity Center OIDC API Reference.
 */
export class CreateTokenWithIam {
  constructor(private readonly clients: IdentityClients) {}

  /** Throws an {@link IdentityRefusal}: a sentence, and whether the proof may be spent or has ended. */
  async ask(
    entry: IdentityEntry,
    keys: AwsCredentialIdentity | AwsCredentialIdentityProvider,
    proof: Proof,
    signal: AbortSignal,
  ): Promise<IdentityContext> {
    const run = async () => {
      const { CreateTokenWithIAMCommand } = await import('../sdk.js');
      const client = await this.clients.ssoOidc(entry, keys);
      const command = new CreateTokenWithIAMCommand({
        clientId: entry.applicationArn,
        ...(proof.kind === 'assertion'
          ? { grantType: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion: proof.jwt }
          : { grantType: 'refresh_token', refreshToken: proof.token }),
      });
      const answer = await client.send(command, { abortSignal: signal });
      const context = answer.awsAdditionalDetails?.identityContext;
      if (context === undefined || context === '') throw noContext(entry);
      return { context, refreshToken: answer.refreshToken };
    };
    return doStep(signal, run, (error) => exchangeError(error, entry));
  }
}
