import * as l10n from '@vscode/l10n';
import { mfaCodeNeeded } from '../../core/sources/mfa.js';
import { askText } from '../doors/input.js';

/** Asks a person who waits for something for a code of an MFA device. Throws {@link Cancelled} where they give none. */
export async function askMfaCode(
  profile: string,
  serial: string,
  hasPersonWaiting: boolean,
): Promise<string> {
  if (!hasPersonWaiting) throw mfaCodeNeeded(profile);
  return askText({
    title: l10n.t('MFA Code for {0}', profile),
    prompt: l10n.t('The code that {0} shows', serial),
    placeholder: '123456',
    problem: (typed) => (/^\d{6}$/.test(typed.trim()) ? undefined : l10n.t('A code has six digits.')),
  });
}
