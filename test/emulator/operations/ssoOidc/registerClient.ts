import { identityCenterAt } from '../../world/identityCenter.js';
import type { OpenCall } from '../operation.js';
import { grants, refused, requiredText, textList } from './oauthInput.js';

const knownScope = /^(openid|aws|sso:account:access|sts:identity_context|redshift:connect|[a-z]+:[a-z_:]+)$/;
const knownGrants: readonly string[] = [grants.authorizationCode, grants.device, grants.refresh];
/** Public clients come back on loopback only. */
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(:\d+)?\//;

/**
 * Registers a public client.
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_RegisterClient.html
 */
export function registerClient({ input, identity, world, nowMs, url }: OpenCall): object {
  const clientName = requiredText(input, 'clientName');
  if (requiredText(input, 'clientType') !== 'public') {
    throw refused('InvalidClientMetadataException', 'Client type is not supported');
  }
  const scopes = textList(input, 'scopes');
  const redirectUris = textList(input, 'redirectUris');
  const grantTypes = textList(input, 'grantTypes');
  if (scopes.some((scope) => !knownScope.test(scope))) {
    throw refused('InvalidScopeException', 'Invalid scope provided');
  }
  if (grantTypes.some((grant) => !knownGrants.includes(grant))) {
    throw refused('UnsupportedGrantTypeException', 'Unsupported grant type provided');
  }
  if (redirectUris.some((uri) => !loopback.test(`${uri}/`) || !URL.canParse(uri))) {
    throw refused('InvalidRedirectUriException', 'Invalid redirect URI provided');
  }
  const { issuerUrl } = input;
  const center =
    typeof issuerUrl === 'string' ? identityCenterAt(world.identityCenters ?? [], issuerUrl) : undefined;
  if (grantTypes.includes(grants.authorizationCode)) {
    if (redirectUris.length === 0) {
      throw refused('InvalidRequestException', 'Missing required parameter: redirectUris');
    }
    if (center === undefined) throw refused('InvalidRequestException', 'Invalid issuer URL provided');
  }
  const client = identity.clients.add({ clientName, scopes, redirectUris, grantTypes, center }, nowMs);
  return {
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    clientIdIssuedAt: Math.floor(client.issuedAtMs / 1000),
    clientSecretExpiresAt: Math.floor(client.secretExpiresAtMs / 1000),
    authorizationEndpoint: `${url}/authorize`,
    tokenEndpoint: `${url}/token`,
  };
}
