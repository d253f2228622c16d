import type { AskedAbout, ExpiryPrompter } from '../../src/core/tokens/expiryPrompt.js';
import type { Token } from '../../src/core/tokens/token.js';

/** Keeps what a person was asked, and answers nothing. */
export class PromptRecord implements ExpiryPrompter {
  readonly asked: (readonly Token[])[] = [];
  readonly about: AskedAbout[] = [];

  ask(tokens: readonly Token[], about: AskedAbout): void {
    this.asked.push(tokens);
    this.about.push(about);
  }
}
