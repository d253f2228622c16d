import type { ReceivedRequest } from '../signing/receivedRequest.js';

/** The services that are told apart by method and path, not by a target. */
export type RestService = 'sso-oauth' | 'awsssoportal' | 'signin' | 'metadata';

/** An operation of such a service, as AWS names it. */
export type Route = { readonly service: RestService; readonly operation: string };

type Entry = readonly [method: string, path: RegExp, service: RestService, operation: string];

const credentialsOfInstance = /^\/latest\/meta-data\/iam\/security-credentials\//;
const entries: readonly Entry[] = [
  ['POST', /^\/client\/register$/, 'sso-oauth', 'RegisterClient'],
  ['GET', /^\/authorize$/, 'sso-oauth', 'Authorize'],
  ['POST', /^\/device_authorization$/, 'sso-oauth', 'StartDeviceAuthorization'],
  ['GET', /^\/device$/, 'sso-oauth', 'ShowSignIn'],
  ['POST', /^\/device$/, 'sso-oauth', 'DecideSignIn'],
  ['GET', /^\/federation\/credentials$/, 'awsssoportal', 'GetRoleCredentials'],
  ['GET', /^\/assignment\/accounts$/, 'awsssoportal', 'ListAccounts'],
  ['GET', /^\/assignment\/roles$/, 'awsssoportal', 'ListAccountRoles'],
  ['POST', /^\/logout$/, 'awsssoportal', 'Logout'],
  ['POST', /^\/v1\/token$/, 'signin', 'CreateOAuth2Token'],
  ['GET', /^\/container-credentials$/, 'metadata', 'GetContainerCredentials'],
  ['PUT', /^\/latest\/api\/token$/, 'metadata', 'GetInstanceMetadataToken'],
  ['GET', credentialsOfInstance, 'metadata', 'GetInstanceCredentials'],
];

/** What a request asks for by its method and path, if it is one of these services'. */
export function routeOf({ method, path, query }: ReceivedRequest): Route | undefined {
  if (method === 'POST' && path === '/token') {
    const operation = query['aws_iam'] === 't' ? 'CreateTokenWithIAM' : 'CreateToken';
    return { service: 'sso-oauth', operation };
  }
  const found = entries.find(([verb, pattern]) => verb === method && pattern.test(path));
  return found === undefined ? undefined : { service: found[2], operation: found[3] };
}
