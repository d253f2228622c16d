import * as l10n from '@vscode/l10n';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { SilentSets } from '../../core/tokens/silentSets.js';
import { pickMany } from '../doors/pick.js';

/** Lets a person take "Always refresh silently" back, for some sets or for all. */
export async function askBeforeRefreshing(sets: SilentSets): Promise<void> {
  const choices = sets.all.map((set) => ({
    label: workgroupNames(set),
    description: set[0].sourceId,
    picked: true,
    value: set,
  }));
  const taken = await pickMany(choices, {
    title: l10n.t('Ask Before Refreshing'),
    placeholder: l10n.t('Choose whose tokens are no longer refreshed silently'),
  });
  await sets.remove(taken);
}
