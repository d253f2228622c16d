import { getNamespace, getWorkgroup, listNamespaces, listWorkgroups } from './browsing.js';
import { getIdentityCenterAuthToken } from './getIdentityCenterAuthToken.js';
import { getContainerCredentials } from './metadata/container.js';
import { getInstanceCredentials, getInstanceMetadataToken } from './metadata/instance.js';
import type { Call, FoundOperation, OpenCall, Operation } from './operation.js';
import { getRoleCredentials, listAccountRoles, listAccounts, logout } from './portal/portal.js';
import { createOAuth2Token } from './signin/createOAuth2Token.js';
import { authorize } from './ssoOidc/authorize.js';
import { createToken } from './ssoOidc/createToken.js';
import { createTokenWithIam } from './ssoOidc/createTokenWithIam.js';
import { registerClient } from './ssoOidc/registerClient.js';
import { decideSignIn, showSignIn } from './ssoOidc/signInPage.js';
import { startDeviceAuthorization } from './ssoOidc/startDeviceAuthorization.js';
import { assumeRole } from './sts/assumeRole.js';
import { assumeRoleWithWebIdentity } from './sts/assumeRoleWithWebIdentity.js';

/**
 * Needs no permission and answers everybody whose signature is right.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
function getCallerIdentity({ principal }: Call): object {
  return { Arn: principal.arn, UserId: principal.userId, Account: principal.accountId };
}

const signed: ReadonlyMap<string, Operation<Call>> = new Map<string, Operation<Call>>([
  ['redshift-serverless/ListWorkgroups', listWorkgroups],
  ['redshift-serverless/GetWorkgroup', getWorkgroup],
  ['redshift-serverless/ListNamespaces', listNamespaces],
  ['redshift-serverless/GetNamespace', getNamespace],
  ['redshift-serverless/GetIdentityCenterAuthToken', getIdentityCenterAuthToken],
  ['sts/GetCallerIdentity', getCallerIdentity],
  ['sts/AssumeRole', assumeRole],
  ['sso-oauth/CreateTokenWithIAM', createTokenWithIam],
]);

const open: ReadonlyMap<string, Operation<OpenCall>> = new Map<string, Operation<OpenCall>>([
  ['sts/AssumeRoleWithWebIdentity', assumeRoleWithWebIdentity],
  ['sso-oauth/RegisterClient', registerClient],
  ['sso-oauth/Authorize', authorize],
  ['sso-oauth/StartDeviceAuthorization', startDeviceAuthorization],
  ['sso-oauth/ShowSignIn', showSignIn],
  ['sso-oauth/DecideSignIn', decideSignIn],
  ['sso-oauth/CreateToken', createToken],
  ['awsssoportal/GetRoleCredentials', getRoleCredentials],
  ['awsssoportal/ListAccounts', listAccounts],
  ['awsssoportal/ListAccountRoles', listAccountRoles],
  ['awsssoportal/Logout', logout],
  ['signin/CreateOAuth2Token', createOAuth2Token],
  ['metadata/GetContainerCredentials', getContainerCredentials],
  ['metadata/GetInstanceMetadataToken', getInstanceMetadataToken],
  ['metadata/GetInstanceCredentials', getInstanceCredentials],
]);

/** The operation of a service by its name, if the emulator has it. */
export function findOperation(service: string, name: string): FoundOperation | undefined {
  const key = `${service}/${name}`;
  const [bySignature, byAnybody] = [signed.get(key), open.get(key)];
  if (byAnybody !== undefined) return { isSigned: false, run: byAnybody };
  return bySignature === undefined ? undefined : { isSigned: true, run: bySignature };
}
