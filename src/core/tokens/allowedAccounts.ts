import * as l10n from '@vscode/l10n';
import { accountForbidden, isAllowed, type Restrictions } from '../base/restrictions.js';
import { accountOfGivenKey } from '../sources/givenWorkgroup.js';
import type { Identity } from '../sources/identity.js';
import { accountOfArn, type WorkgroupRef } from '../sources/workgroup.js';

/**
 * Throws a sentence where an administrator allows no tokens of the account. AWS takes workgroups by name, in the caller's
 * account: so that one must be allowed, and one that nobody can tell is not; and so must each that an ARN or a host names.
 */
export async function mustBeAllowed(
  workgroups: readonly WorkgroupRef[],
  caller: Promise<Identity | undefined>,
  { allowedAccounts }: Pick<Restrictions, 'allowedAccounts'>,
): Promise<void> {
  if (allowedAccounts === undefined) return;
  const named = workgroups.map(({ arn }) => accountOfArn(arn) ?? accountOfGivenKey(arn));
  for (const account of [(await caller)?.accountId ?? '', ...named.filter((one) => one !== undefined)]) {
    if (!isAllowed(allowedAccounts, account)) throw accountForbidden(account || l10n.t('(unknown)'));
  }
}
