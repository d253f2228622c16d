import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { clientOptions } from '../clientOptions.js';
import type { Clock } from '../../core/base/clock.js';
import type { AwsFiles, Environment } from '../profiles/awsFiles.js';
import { endpointOptions, type EndpointOptions } from '../profiles/endpoints.js';
import type { SsoProfile } from './ssoProfile.js';

export interface SignInSettings {
  readonly version: string;
  readonly env: Environment;
  /** This computer's clock: the cache is read by tools that know no other. */
  readonly clock: Clock;
  readonly requestTimeoutMs: () => number;
}

/** IAM Identity Center's OIDC service of one region. */
export interface OidcService {
  readonly client: SSOOIDCClient;
  /** Where it is reached, without a path at the end. */
  readonly url: string;
}

/** The service that signs in at the profile's SSO, reached as the AWS CLI would reach it. */
export async function oidcService(
  { profile, region }: SsoProfile,
  files: AwsFiles,
  { env, version, requestTimeoutMs }: SignInSettings,
): Promise<OidcService> {
  const { SSOOIDCClient } = await import('../sdk.js');
  const configured = endpointOptions('sso_oidc', profile, files, env);
  const client = new SSOOIDCClient({
    region,
    // A code or a refresh token whose answer was lost counts as used: a second try would only hide that.
    maxAttempts: 1,
    ...clientOptions(version, requestTimeoutMs()),
    ...configured,
  });
  return { client, url: urlOf(client, region, configured) };
}

/** Where the region's AWS access portal is reached: as configured, else by AWS's own name for it. */
export async function portalUrl(
  { profile, region }: SsoProfile,
  files: AwsFiles,
  { env }: SignInSettings,
): Promise<string> {
  const { SSOOIDCClient } = await import('../sdk.js');
  const { endpoint, ...variant } = endpointOptions('sso', profile, files, env);
  if (endpoint !== undefined) return endpoint.replace(/\/+$/, '');
  // The portal's host is the OIDC service's with another first label, in every partition, with FIPS as without.
  return urlOf(new SSOOIDCClient({ region }), region, variant).replace('//oidc', '//portal.sso');
}

function urlOf(client: SSOOIDCClient, region: string, options: EndpointOptions): string {
  const { url } = client.config.endpointProvider({
    Region: region,
    UseFIPS: options.useFipsEndpoint ?? false,
    UseDualStack: options.useDualstackEndpoint ?? false,
    ...(options.endpoint === undefined ? {} : { Endpoint: options.endpoint }),
  });
  return url.href.replace(/\/+$/, '');
}
