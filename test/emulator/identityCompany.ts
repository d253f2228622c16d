import type { IdentityProvider, IdentityProviderOptions } from './identityProvider/identityProvider.js';
import { identityWorld, type IdentityWorld } from './identityWorld.js';
import type { TrustedIssuer } from './world/trustedIssuer.js';

const clientId = 'redshift-extension';

/** A company's OpenID provider where Anna can sign in, for clients whose call-back comes to any port. */
export async function startCompanyProvider(
  options: Partial<IdentityProviderOptions> = {},
): Promise<IdentityProvider> {
  // Half a second, for whoever wants the provider alone.
  const { IdentityProvider } = await import('./identityProvider/identityProvider.js');
  return IdentityProvider.start({
    clients: [{ clientId, redirectUris: ['http://127.0.0.1/callback'] }],
    users: [{ sub: 'u-anna', email: 'anna@example.com', name: 'Anna' }],
    ...options,
  });
}

/** The company's AWS, which reads at the provider what its ID tokens are signed with. */
export function companyWorld({
  issuer,
  certificatePem,
}: Pick<IdentityProvider, 'issuer' | 'certificatePem'>): IdentityWorld {
  return identityWorld(trusted(issuer, certificatePem));
}

function trusted(issuer: string, ca: string): TrustedIssuer {
  return { issuer, audiences: [clientId], keys: { jwksUri: `${issuer}/jwks`, ca } };
}

/** What the settings and a set-up file say of the company's identity and of its workgroups. */
export function companySettings(issuer: string, { application, roles, identityCenter }: IdentityWorld) {
  const { region } = identityCenter;
  return {
    identities: [
      {
        name: 'Acme',
        issuer,
        clientId,
        applicationArn: application.applicationArn,
        identityCenterRegion: region,
        // Nobody who only signs in has keys of AWS to sign with.
        applicationCredentials: { roleArn: roles.signer.arn },
        accessRoleArn: roles.access.arn,
      },
    ],
    sources: [{ identity: 'Acme', region }],
  };
}
