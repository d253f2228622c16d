import { randomBytes } from 'node:crypto';
import { AwsError, accessDenied, resourceNotFound, validationError } from '../protocols/awsError.js';
import type { CallerRefusal, WorkgroupRefusal } from '../rules.js';
import { userNameOf } from '../world/principal.js';
import type { Workgroup } from '../world/workgroup.js';
import { checkedNames } from './constraints.js';
import type { Call } from './operation.js';
import { resourceArn } from './resourceArn.js';

const action = 'redshift-serverless:GetIdentityCenterAuthToken';
/** Makes base64 texts of 1,500 characters that end in `=`. */
const tokenBytes = 1124;

/**
 * Gives one token for all named workgroups.
 * @see https://docs.aws.amazon.com/redshift-serverless/latest/APIReference/API_GetIdentityCenterAuthToken.html
 */
export function getIdentityCenterAuthToken(call: Call): { token: string; expirationTime: string } {
  const { principal, rules, place, region, nowMs } = call;
  const names = checkedNames(call.input['workgroupNames']);
  const found = names.map((name) => place.workgroups.find((workgroup) => workgroup.workgroupName === name));
  const deniedAt = names.findIndex(
    (name) => !principal.mayGetTokens || principal.deniedWorkgroups.includes(name),
  );
  if (deniedAt >= 0) {
    const resource = found[deniedAt]?.workgroupArn ?? resourceArn(call, 'workgroup/*');
    throw accessDenied(principal.arn, action, resource);
  }
  if (!principal.hasIdentity) throw callerRefused(rules.callerRefusal, principal.arn);
  const workgroups = found.map((workgroup, index) => usable(workgroup, names[index] ?? ''));
  const without = workgroups.find((workgroup) => !workgroup.hasIdentityCenter);
  if (without !== undefined) throw workgroupRefused(rules.workgroupRefusal, without, principal.arn);
  const token = {
    value: randomBytes(tokenBytes).toString('base64'),
    accountId: principal.accountId,
    region,
    principalArn: principal.arn,
    userName: userNameOf(principal),
    workgroupNames: names,
    workgroupArns: workgroups.map(({ workgroupArn }) => workgroupArn),
    issuedAtMs: nowMs,
    expiresAtMs: nowMs + rules.tokenLifeMs,
  };
  call.tokens.push(token);
  return { token: token.value, expirationTime: new Date(token.expiresAtMs).toISOString() };
}

function usable(workgroup: Workgroup | undefined, name: string): Workgroup {
  if (workgroup === undefined) throw resourceNotFound('workgroup', name);
  if (workgroup.status === 'CREATING' || workgroup.status === 'DELETING') {
    throw new AwsError(
      'ConflictException',
      400,
      `The workgroup ${name} is in the ${workgroup.status} state.`,
    );
  }
  return workgroup;
}

function workgroupRefused(rule: WorkgroupRefusal, workgroup: Workgroup, principalArn: string): AwsError {
  const { workgroupName, workgroupArn } = workgroup;
  const sentence = `Identity Center integration is not enabled for workgroup ${workgroupName}.`;
  switch (rule) {
    case 'validationNamed':
      return validationError(sentence);
    case 'validationUnnamed':
      return validationError('All specified workgroups must have Identity Center integration enabled.');
    case 'notFound':
      return new AwsError('ResourceNotFoundException', 400, sentence, { resourceName: workgroupName });
    case 'conflict':
      return new AwsError('ConflictException', 400, sentence);
    case 'accessDeniedNamed':
      return accessDenied(principalArn, action, workgroupArn);
    case 'unsupportedOperation':
      return new AwsError('UnsupportedOperationException', 400, sentence);
  }
}

function callerRefused(rule: CallerRefusal, principalArn: string): AwsError {
  const sentence =
    'GetIdentityCenterAuthToken requires identity-enhanced credentials: the request carries no Identity Center identity.';
  switch (rule) {
    case 'unsupportedOperationFault':
      return new AwsError('UnsupportedOperationFault', 400, sentence);
    case 'unsupportedOperationException':
      return new AwsError('UnsupportedOperationException', 400, sentence);
    case 'accessDenied':
      return new AwsError('AccessDeniedException', 400, `User: ${principalArn} has no identity. ${sentence}`);
    case 'validation':
      return validationError(sentence);
  }
}
