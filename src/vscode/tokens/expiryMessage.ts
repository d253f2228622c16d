import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/base/clock.js';
import { expiryPromptText, type ExpiryAnswers } from '../../core/tokens/expiryPrompt.js';
import type { ExpiryPrompter } from '../../core/tokens/expiryWatcher.js';
import type { Token } from '../../core/tokens/token.js';
import { showMessage } from '../doors/notify.js';

/** Asks by a notification. It may be closed, or go by itself: then nothing has been answered. */
export class ExpiryMessage implements ExpiryPrompter {
  constructor(
    private readonly clock: Clock,
    private readonly answers: ExpiryAnswers,
  ) {}

  ask(tokens: readonly Token[]): void {
    const refresh = l10n.t('Refresh');
    const notNow = l10n.t('Not now');
    const text = expiryPromptText(tokens, this.clock.now());
    // No state waits for the answer: it may never come.
    void showMessage('warning', text, refresh, notNow).then((pressed) => {
      if (pressed === refresh) this.answers.refresh(tokens);
      if (pressed === notNow) this.answers.notNow(tokens);
    });
  }
}
