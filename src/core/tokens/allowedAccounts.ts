import * as l10n from '@vscode/l10n';
import { accountForbidden, isAllowed, type Restrictions } from '../base/restrictions.js';
import { accountOfGivenKey } from '../sources/givenWorkgroup.js';
import type { Identity } from '../sources/identity.js';
import { accountOfArn, type WorkgroupRef } from '../sources/workgroup.js';

/**
 * Throws a sentence where an administrator allows no tokens of the workgroups' account. A name that was given by hand says
 * no account: there it is the caller's, and one that nobody can tell is not allowed.
 */
export async function mustBeAllowed(
  workgroups: readonly WorkgroupRef[],
  caller: Promise<Identity | undefined>,
  { allowedAccounts }: Pick<Restrictions, 'allowedAccounts'>,
): Promise<void> {
  if (allowedAccounts === undefined) return;
  for (const { arn } of workgroups) {
    const account = accountOfArn(arn) ?? accountOfGivenKey(arn) ?? (await caller)?.accountId ?? '';
    if (!isAllowed(allowedAccounts, account)) throw accountForbidden(account || l10n.t('(unknown)'));
  }
}
