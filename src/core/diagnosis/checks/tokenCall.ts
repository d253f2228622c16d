import * as l10n from '@vscode/l10n';
import { credentialsOwner } from '../../sources/access.js';
import { tokenAccess } from '../../sources/source.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import { workgroupNames } from '../../sources/workgroupNames.js';
import type { TokenOutcome } from '../../tokens/tokenOutcome.js';
import { TokenRefusal } from '../../tokens/tokenRefusal.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, warning, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import { keyFailure, type Used } from '../usedCredentials.js';

/** The ticked workgroups of the source. */
export function tickedOf({ source, probes }: Examination): readonly WorkgroupRef[] {
  return probes.selection.current.filter(({ sourceId }) => sourceId === source.id);
}

/** Gets new tokens for the ticked workgroups: what is held does not show whether AWS gives them now. */
export async function checkTokenCall(
  examination: Examination,
  used: readonly Used[],
): Promise<{ readonly finding: Finding; readonly outcome: TokenOutcome | undefined }> {
  const { source, probes, attempt } = examination;
  const title = l10n.t('Token call');
  const without = (finding: Finding) => ({ finding, outcome: undefined });
  const access = tokenAccess(source);
  if (keyFailure(used, access) !== undefined) {
    const owner = credentialsOwner(access.credentials);
    return without(skipped(title, l10n.t('Not reached: there are no keys of {0}.', owner)));
  }
  const ticked = tickedOf(examination);
  if (ticked.length === 0) {
    return without(
      warning(
        title,
        l10n.t('Not made, since no workgroup of this source is ticked.'),
        l10n.t('Tick a workgroup, then run Diagnose… again.'),
      ),
    );
  }
  const asked = await attempt((signal) => probes.tokens.refresh(ticked, signal));
  if (asked.kind === 'failed') return without(failed(title, asked.error.message, nextStep(asked.error)));
  return { finding: ofOutcome(title, asked.value), outcome: asked.value };
}

/** What concerns single workgroups is said of each of them. */
function ofOutcome(title: string, { granted, refused, notTried }: TokenOutcome): Finding {
  const ofCaller = [...refused, ...notTried].find(
    ({ reason }) => !(reason instanceof TokenRefusal) || reason.scope.kind !== 'workgroups',
  );
  if (ofCaller !== undefined) return failed(title, ofCaller.reason.message, nextStep(ofCaller.reason));
  if (granted.length === 0) return ok(title, l10n.t('AWS has answered; the workgroups below say what.'));
  return ok(title, l10n.t('AWS gave a token for {0}.', workgroupNames(granted)));
}
