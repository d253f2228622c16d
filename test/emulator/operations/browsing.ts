import { accessDenied, resourceNotFound } from '../protocols/awsError.js';
import type { Namespace } from '../world/namespace.js';
import type { Workgroup, WorkgroupOnTheWire } from '../world/workgroup.js';
import { checkedName } from './constraints.js';
import type { Call } from './operation.js';
import { pageOf } from './page.js';
import { resourceArn } from './resourceArn.js';

/** @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListWorkgroups.html */
export function listWorkgroups(call: Call): object {
  checkPermission(call, 'ListWorkgroups', 'workgroup/*');
  const { items, ...rest } = pageOf(call, 'workgroups', call.place.workgroups);
  return { workgroups: items.map(onTheWire), ...rest };
}

/** @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetWorkgroup.html */
export function getWorkgroup(call: Call): object {
  const name = checkedName(call.input['workgroupName'], 'workgroupName');
  const workgroup = call.place.workgroups.find(({ workgroupName }) => workgroupName === name);
  checkPermission(call, 'GetWorkgroup', `workgroup/${workgroup?.workgroupId ?? '*'}`);
  if (workgroup === undefined) throw resourceNotFound('workgroup', name);
  return { workgroup: onTheWire(workgroup) };
}

/** @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_ListNamespaces.html */
export function listNamespaces(call: Call): object {
  checkPermission(call, 'ListNamespaces', 'namespace/*');
  const { items, ...rest } = pageOf<Namespace>(call, 'namespaces', call.place.namespaces);
  return { namespaces: items, ...rest };
}

/** @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetNamespace.html */
export function getNamespace(call: Call): object {
  const name = checkedName(call.input['namespaceName'], 'namespaceName');
  const namespace = call.place.namespaces.find(({ namespaceName }) => namespaceName === name);
  checkPermission(call, 'GetNamespace', `namespace/${namespace?.namespaceId ?? '*'}`);
  if (namespace === undefined) throw resourceNotFound('namespace', name);
  return { namespace };
}

function checkPermission(call: Call, operation: string, resource: string): void {
  if (call.principal.mayList) return;
  const action = `redshift-serverless:${operation}`;
  throw accessDenied(call.principal.arn, action, resourceArn(call, resource));
}

/** Whether Identity Center is on is no field of AWS's answers: only a token call tells. */
function onTheWire(workgroup: Workgroup): WorkgroupOnTheWire {
  const shown: WorkgroupOnTheWire & { hasIdentityCenter?: boolean } = { ...workgroup };
  delete shown.hasIdentityCenter;
  return shown;
}
