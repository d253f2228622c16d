import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';
import type { Source } from './source.js';

/** Throws a sentence where an administrator gave the source: such a one can only be looked at and used. */
export function mustBeOwn({ isManaged }: Source): void {
  if (!isManaged) return;
  throw new UserError(
    l10n.t(
      'Managed by your organisation: this source cannot be changed here. Add one of your own, with other credentials or in another region.',
    ),
    { kind: 'addSource' },
  );
}
