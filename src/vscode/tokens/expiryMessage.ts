import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/base/clock.js';
import {
  expiryPromptText,
  type AskedAbout,
  type ExpiryAnswers,
  type ExpiryPrompter,
} from '../../core/tokens/expiryPrompt.js';
import type { Token } from '../../core/tokens/token.js';
import { showMessage } from '../doors/notify.js';

/** Asks by a notification. It may be closed, or go by itself: then nothing has been answered. */
export class ExpiryMessage implements ExpiryPrompter {
  constructor(
    private readonly clock: Clock,
    private readonly answers: ExpiryAnswers,
  ) {}

  ask(tokens: readonly Token[], { reason, canBeSilent }: AskedAbout): void {
    const refresh = l10n.t('Refresh');
    const always = l10n.t('Always refresh silently');
    const notNow = l10n.t('Not now');
    const text = expiryPromptText(tokens, this.clock.now(), reason);
    const buttons = canBeSilent ? [refresh, always, notNow] : [refresh, notNow];
    // No state waits for the answer: it may never come.
    void showMessage('warning', text, ...buttons).then((pressed) => {
      if (pressed === always) this.answers.always(tokens);
      if (pressed === refresh || pressed === always) this.answers.refresh(tokens);
      if (pressed === notNow) this.answers.notNow(tokens);
    });
  }
}
