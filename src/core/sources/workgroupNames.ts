import * as l10n from '@vscode/l10n';
import { byName, type WorkgroupRef } from './workgroup.js';

/** Workgroups as a sentence names them: "analytics", "analytics and 2 more". */
export function workgroupNames(refs: readonly WorkgroupRef[]): string {
  const [first, ...others] = [...refs].sort(byName);
  if (first === undefined) return '';
  return others.length === 0 ? first.name : l10n.t('{0} and {1} more', first.name, others.length);
}
