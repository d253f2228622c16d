import type { IdentityGrant } from '../../identity/identityGrants.js';
import { madeSecret } from '../../identity/madeSecret.js';
import { AwsError } from '../../protocols/awsError.js';
import { FrontError } from '../../protocols/restProtocol.js';
import type { Application } from '../../world/application.js';
import { identityContextScope } from '../../world/application.js';
import type { IdentityCenter } from '../../world/identityCenter.js';
import { namesPrincipal } from '../../world/role.js';
import type { Call } from '../operation.js';
import { acceptedUser } from './acceptedUser.js';
import { grants, refused, requiredText, textList } from './oauthInput.js';

/**
 * Exchanges a JWT of a trusted token issuer for tokens of Identity Center, and for the context that `AssumeRole` takes.
 * @see https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateTokenWithIAM.html
 */
export async function createTokenWithIam(call: Call): Promise<object> {
  const { input } = call;
  const { center, application } = named(call, requiredText(input, 'clientId'));
  const grantType = requiredText(input, 'grantType');
  switch (grantType) {
    case grants.jwtBearer:
      return answer(call, await exchanged(call, center, application), call.rules.givesRefreshToken);
    case grants.refresh:
      return renewed(call, application);
    case grants.authorizationCode:
      throw refused('UnauthorizedClientException', 'The application has no grant of this type');
    default:
      throw refused('UnsupportedGrantTypeException', 'Unsupported grant type provided');
  }
}

/** The application, if it is known in the region that was called and its actor policy allows the caller. */
function named(
  { world: { identityCenters = [] }, principal, region }: Call,
  clientId: string,
): { center: IdentityCenter; application: Application } {
  for (const center of identityCenters) {
    const application = center.applications.find(({ applicationArn }) => applicationArn === clientId);
    if (application === undefined) continue;
    if (center.region !== region) {
      const { region: right } = center;
      const members = { endpoint: `https://oidc.${right}.amazonaws.com`, region: right };
      throw new AwsError('InvalidRequestRegionException', 400, `Use the region ${right}`, members);
    }
    if (namesPrincipal(application.actors, principal)) return { center, application };
    const action = 'sso-oauth:CreateTokenWithIAM';
    throw new FrontError(
      'AccessDeniedException',
      403,
      `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${clientId} because no resource-based policy allows the ${action} action`,
    );
  }
  throw new AwsError('InvalidClientException', 401, 'Invalid client provided');
}

async function exchanged(
  call: Call,
  center: IdentityCenter,
  application: Application,
): Promise<IdentityGrant> {
  if (application.authorizedIssuers.length === 0) {
    throw refused('UnauthorizedClientException', 'The application has no grant of this type');
  }
  const user = await acceptedUser(call, requiredText(call.input, 'assertion'), center, application);
  return { center, application, user, endsAtMs: call.nowMs + call.rules.identitySessionLifeMs };
}

function renewed(call: Call, application: Application): object {
  const { input, identity, rules, nowMs } = call;
  if (!application.hasRefreshGrant) {
    throw refused('UnauthorizedClientException', 'The application has no grant of this type');
  }
  const token = requiredText(input, 'refreshToken');
  const grant = identity.grants.refreshed(token, application, nowMs);
  if (rules.rotatesRefreshToken) identity.grants.forgetRefreshToken(token);
  return answer(call, grant, rules.rotatesRefreshToken);
}

function answer(
  { input, identity, rules, nowMs }: Call,
  grant: IdentityGrant,
  withRefreshToken: boolean,
): object {
  const { center, application, user, endsAtMs } = grant;
  const asked = textList(input, 'scope');
  if (asked.some((scope) => !application.scopes.includes(scope))) {
    throw refused('InvalidScopeException', 'Invalid scope provided');
  }
  const scope = asked.length === 0 ? application.scopes : asked;
  const expiresAtMs = Math.min(nowMs + rules.identityTokenLifeMs, endsAtMs);
  const context = scope.includes(identityContextScope)
    ? identity.grants.giveContext({ center, user, expiresAtMs })
    : undefined;
  const mayRefresh = withRefreshToken && application.hasRefreshGrant;
  const claims = {
    iss: center.issuerUrl,
    sub: user.userId,
    aud: application.applicationArn,
    iat: Math.floor(nowMs / 1000),
    exp: Math.floor(expiresAtMs / 1000),
    ...(context === undefined ? {} : { 'sts:identity_context': context }),
  };
  return {
    accessToken: madeSecret('aoaAAAAAG', 180),
    tokenType: 'Bearer',
    expiresIn: Math.floor((expiresAtMs - nowMs) / 1000),
    ...(mayRefresh ? { refreshToken: identity.grants.giveRefreshToken(grant) } : {}),
    idToken: unverifiable(claims),
    issuedTokenType: 'urn:ietf:params:oauth:token-type:access_token',
    scope,
    ...(context === undefined ? {} : { awsAdditionalDetails: { identityContext: context } }),
  };
}

/** A JWT that is read, but that nobody here has a reason to verify. */
function unverifiable(claims: object): string {
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${part({ alg: 'ES384', typ: 'JWT' })}.${part(claims)}.${madeSecret('', 96)}`;
}
