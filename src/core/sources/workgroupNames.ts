import * as l10n from '@vscode/l10n';
import { byName, type WorkgroupRef } from './workgroup.js';

/** Workgroups as a sentence names them: "analytics", "analytics and 2 more". */
export function workgroupNames(refs: readonly WorkgroupRef[]): string {
  return shortList([...refs].sort(byName).map(({ name }) => name));
}

/** Names as a sentence has them, in their order: the first, and how many more there are. */
export function shortList([first, ...others]: readonly string[]): string {
  if (first === undefined) return '';
  return others.length === 0 ? first : l10n.t('{0} and {1} more', first, others.length);
}
