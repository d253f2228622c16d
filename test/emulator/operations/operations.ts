import { getNamespace, getWorkgroup, listNamespaces, listWorkgroups } from './browsing.js';
import { getIdentityCenterAuthToken } from './getIdentityCenterAuthToken.js';
import type { Call, Operation } from './operation.js';

/**
 * Needs no permission and answers everybody whose signature is right.
 * @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html
 */
function getCallerIdentity({ principal }: Call): object {
  return { Arn: principal.arn, UserId: principal.userId, Account: principal.accountId };
}

const operations: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['redshift-serverless/ListWorkgroups', listWorkgroups],
  ['redshift-serverless/GetWorkgroup', getWorkgroup],
  ['redshift-serverless/ListNamespaces', listNamespaces],
  ['redshift-serverless/GetNamespace', getNamespace],
  ['redshift-serverless/GetIdentityCenterAuthToken', getIdentityCenterAuthToken],
  ['sts/GetCallerIdentity', getCallerIdentity],
]);

/** The operation of a service by its name, if the emulator has it. */
export function findOperation(service: string, name: string): Operation | undefined {
  return operations.get(`${service}/${name}`);
}
