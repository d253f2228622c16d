import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';

/** What is said where a code of an MFA device is needed and no person is waiting: nobody is asked by surprise. */
export function mfaCodeNeeded(profile: string): UserError {
  return new UserError(l10n.t('Profile "{0}" needs a code from an MFA device.', profile), {
    kind: 'retry',
    title: l10n.t('Enter Code…'),
  });
}
