import * as l10n from '@vscode/l10n';
import { accountForbidden, isAllowed, type Restrictions } from '../base/restrictions.js';
import { accountOfGivenKey } from '../sources/givenWorkgroup.js';
import type { Identity } from '../sources/identity.js';
import { accountOfArn, type WorkgroupRef } from '../sources/workgroup.js';

type AllowedAccounts = Pick<Restrictions, 'allowedAccounts'>;

/**
 * Throws a sentence where an administrator allows no tokens of the account. AWS takes workgroups by name, in the caller's
 * account: so that one must be allowed, and one that nobody can tell is not; and so must each that an ARN or a host names.
 */
export async function mustBeAllowed(
  workgroups: readonly WorkgroupRef[],
  caller: Promise<Identity | undefined>,
  restrictions: AllowedAccounts,
): Promise<void> {
  if (restrictions.allowedAccounts === undefined) return;
  const forbidden = forbiddenAccount(workgroups, await caller, restrictions);
  if (forbidden !== undefined) throw accountForbidden(forbidden || l10n.t('(unknown)'));
}

/** The first account that is not allowed, of a caller's and those of workgroups: empty where nobody can tell it. */
export function forbiddenAccount(
  workgroups: readonly WorkgroupRef[],
  caller: Identity | undefined,
  { allowedAccounts }: AllowedAccounts,
): string | undefined {
  const named = workgroups.map(({ arn }) => accountOfArn(arn) ?? accountOfGivenKey(arn));
  return [caller?.accountId ?? '', ...named.filter((one) => one !== undefined)].find(
    (account) => !isAllowed(allowedAccounts, account),
  );
}
