import * as l10n from '@vscode/l10n';
import { credentialsOwner } from '../../sources/access.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import type { Used } from '../usedCredentials.js';

/** Who AWS says the credentials are, of those whose keys could be had. */
export async function checkCallers(
  { probes, attempt }: Examination,
  used: readonly Used[],
): Promise<readonly Finding[]> {
  const withKeys = used.filter(({ keys }) => keys.kind === 'done');
  return Promise.all(
    withKeys.map(async ({ access }): Promise<Finding> => {
      const title = l10n.t('Caller identity of {0}', credentialsOwner(access.credentials));
      const caller = await attempt(() => probes.aws.caller(access));
      if (caller.kind === 'failed') return failed(title, caller.error.message, nextStep(caller.error));
      const { accountId, principal } = caller.value;
      return ok(title, l10n.t('Account {0}, {1}.', accountId, principal ?? l10n.t('nobody by name')));
    }),
  );
}
