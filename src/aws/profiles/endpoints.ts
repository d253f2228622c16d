import type { AwsFiles, Environment, Section } from './awsFiles.js';

/** The services we call, by the names that environment variables and `[services]` sections use. */
export type ServiceName = 'redshift_serverless' | 'sts' | 'sso' | 'sso_oidc';

/** How a service is reached, apart from the region. */
export interface EndpointOptions {
  readonly endpoint?: string;
  readonly useFipsEndpoint?: boolean;
  readonly useDualstackEndpoint?: boolean;
}

/**
 * Endpoint overrides as the AWS CLI ranks them: the service's variable, the general variable, the profile's
 * `[services]` section, the profile's own `endpoint_url`. The SDK honours the latter two for AWS_PROFILE only.
 * Source: "Service-specific endpoints" in the AWS SDKs and Tools Reference Guide.
 */
export function endpointOptions(
  service: ServiceName,
  profile: string | undefined,
  files: AwsFiles,
  env: Environment,
): EndpointOptions {
  const section: Section = (profile === undefined ? undefined : files.profiles.get(profile)) ?? {};
  const services = section.services === undefined ? undefined : files.services.get(section.services);
  const isIgnored = isOn(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? section.ignore_configured_endpoint_urls);
  const candidates = [
    env[`AWS_ENDPOINT_URL_${service.toUpperCase()}`],
    env.AWS_ENDPOINT_URL,
    services?.[`${service}.endpoint_url`],
    section.endpoint_url,
  ];
  const endpoint = isIgnored ? undefined : candidates.find((url) => url !== undefined && url !== '');
  const fips = env.AWS_USE_FIPS_ENDPOINT ?? section.use_fips_endpoint;
  const dualstack = env.AWS_USE_DUALSTACK_ENDPOINT ?? section.use_dualstack_endpoint;
  return {
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(isOn(fips) ? { useFipsEndpoint: true } : {}),
    ...(isOn(dualstack) ? { useDualstackEndpoint: true } : {}),
  };
}

const isOn = (value: string | undefined): boolean => value?.toLowerCase() === 'true';
