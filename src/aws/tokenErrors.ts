import * as l10n from '@vscode/l10n';
import { tokenPolicy } from '../core/diagnosis/policies.js';
import { UserError, type Action } from '../core/base/userError.js';
import { type Access, credentialsOwner } from '../core/sources/access.js';
import { isGivenKey } from '../core/sources/givenWorkgroup.js';
import type { WorkgroupRef } from '../core/sources/workgroup.js';
import { workgroupNames } from '../core/sources/workgroupNames.js';
import { TokenRefusal, type RefusalScope } from '../core/tokens/tokenRefusal.js';
import { explainMoment, otherRefusal, withoutStop } from './awsErrors.js';
import { explainCredentials } from './credentialErrors.js';
import { parseFailure, type Failure } from './failure.js';

const retry: Action = { kind: 'retry' };
const caller: RefusalScope = { kind: 'caller' };
const moment: RefusalScope = { kind: 'moment' };

/** Words of AWS for a caller without an identity; the name of that refusal is not documented for Serverless. */
const speaksOfCaller =
  /identity[- ]enhanced|enhanced (role )?(session|credentials)|identity context|carr(y|ies) no identity/i;
/** Words for a workgroup whose integration is off. */
const speaksOfWorkgroup = /workgroup|integration|not enabled|not configured/i;

/**
 * Explains a refused GetIdentityCenterAuthToken, and says whom it is about.
 * Source of the names: the Errors section of the API page, and "Common Errors".
 */
export function tokenRefusal(error: unknown, access: Access, asked: readonly WorkgroupRef[]): UserError {
  return error instanceof UserError ? error : refusalBy(error, access, asked);
}

function refusalBy(error: unknown, access: Access, asked: readonly WorkgroupRef[]): TokenRefusal {
  const failure = parseFailure(error);
  const named = namedIn(failure, asked);
  const saidOf = (name: string): TokenRefusal =>
    refusalBy(
      error,
      access,
      asked.filter((ref) => ref.name === name),
    );
  const refusal = (message: string, action: Action, scope: RefusalScope): TokenRefusal =>
    new TokenRefusal(message, action, scope, { cause: error, saidOf });
  const ofWorkgroups = (message: string, action = retry): TokenRefusal =>
    refusal(message, action, { kind: 'workgroups', named: named.map(({ name }) => name) });

  if (lacksIdentity(failure, named))
    return refusal(noIdentity(access), { kind: 'tokenCredentials', accessId: access.id }, caller);
  const credentials = explainCredentials(failure, access);
  if (credentials !== undefined) return refusal(credentials.message, credentials.action, caller);
  const passing = explainMoment(failure, access);
  if (passing !== undefined) return refusal(passing.message, passing.action, moment);

  const subject = workgroupNames(named.length > 0 ? named : asked);
  if (isIntegrationOff(failure)) {
    return ofWorkgroups(
      l10n.t(
        'Identity Center integration is off for {0}. An administrator can turn it on for its namespace.',
        subject,
      ),
    );
  }
  if (failure.name.startsWith('AccessDenied')) {
    const [message, action] = denied(access, named.length > 0 ? named : asked);
    return named.length > 0 ? ofWorkgroups(message, action) : refusal(message, action, caller);
  }
  switch (failure.name) {
    case 'ResourceNotFoundException':
      return ofWorkgroups(
        l10n.t(
          'AWS finds no workgroup {0} in {1}: it may have been deleted. Refresh the workgroups, then retry.',
          failure.resourceName ?? subject,
          access.region,
        ),
      );
    case 'ConflictException':
      return ofWorkgroups(l10n.t('AWS is changing {0} just now. Try again in a few minutes.', subject));
    case 'ValidationException':
      return ofWorkgroups(l10n.t('AWS does not accept {0}: {1}.', subject, withoutStop(failure.message)));
    case 'DryRunException':
      return refusal(
        l10n.t('AWS only checked the call (a dry run) and gave no token. Try again.'),
        retry,
        moment,
      );
    default:
      // An operation that is not supported for a workgroup says nothing of the others.
      if (failure.name.startsWith('UnsupportedOperation')) return ofWorkgroups(otherRefusal(failure));
      return refusal(otherRefusal(failure), { kind: 'showLog' }, caller);
  }
}

function noIdentity(access: Access): string {
  return l10n.t(
    'These credentials carry no Identity Center identity ({0}). AWS gives Redshift tokens only to an identity-enhanced role session. Choose a profile that provides one to get the tokens.',
    credentialsOwner(access.credentials),
  );
}

function denied(access: Access, refs: readonly WorkgroupRef[]): [string, Action] {
  // A given workgroup has no ARN, and a policy is not made of guesses.
  const arns = refs.map(({ arn }) => arn).filter((arn) => !isGivenKey(arn));
  const message = l10n.t(
    'The credentials of {0} may not get this token: they lack redshift-serverless:GetIdentityCenterAuthToken on {1}.',
    credentialsOwner(access.credentials),
    arns.length === refs.length && arns.length <= 3 ? arns.join(', ') : workgroupNames(refs),
  );
  if (arns.length === 0) return [message, retry];
  return [message, { kind: 'copyText', title: l10n.t('Copy Policy'), text: tokenPolicy(arns) }];
}

/** `UnsupportedOperation…` is the documented refusal of a caller without identity, unless it speaks of a workgroup. */
function lacksIdentity(failure: Failure, named: readonly WorkgroupRef[]): boolean {
  if (speaksOfCaller.test(failure.message)) return true;
  if (named.length > 0) return false;
  return failure.name.startsWith('UnsupportedOperation') && !isIntegrationOff(failure);
}

function isIntegrationOff({ name, message }: Failure): boolean {
  if (!/identity center/i.test(message)) return false;
  return (
    /^(Validation|UnsupportedOperation|AccessDenied|Conflict)/.test(name) && speaksOfWorkgroup.test(message)
  );
}

/** The workgroups that the refusal names: by ARN, as its resource, or by name in quotes or after "workgroup". */
function namedIn(
  { message, resourceName }: Failure,
  asked: readonly WorkgroupRef[],
): readonly WorkgroupRef[] {
  return asked.filter(({ name, arn }) => {
    if (resourceName === name || resourceName === arn || message.includes(arn)) return true;
    const before = String.raw`(?:["'\x60([/]|workgroups?:? )`;
    return new RegExp(String.raw`${before}${name}(?:["'\x60)\],.\s]|$)`, 'i').test(message);
  });
}
