import type { AdapterPayload } from 'oidc-provider';
import type { ProviderRules } from './providerRules.js';

/** An application that is registered with the provider; public, unless the rules name a secret. */
export type ProviderClient = { readonly clientId: string; readonly redirectUris: readonly string[] };

/** The registration as it is under the rules of this moment. */
export function registrationOf(
  { clientId, redirectUris }: ProviderClient,
  { redirectUris: comparison, clientSecret }: ProviderRules,
): AdapterPayload {
  return {
    client_id: clientId,
    redirect_uris: [...redirectUris],
    // The library lets loopback ports pass for native applications alone.
    application_type: comparison === 'exact' ? 'web' : 'native',
    response_types: ['code'],
    grant_types: ['authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    ...(clientSecret === undefined
      ? { token_endpoint_auth_method: 'none' }
      : { token_endpoint_auth_method: 'client_secret_post', client_secret: clientSecret }),
  };
}
