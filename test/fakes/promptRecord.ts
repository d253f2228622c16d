import type { ExpiryPrompter } from '../../src/core/tokens/expiryWatcher.js';
import type { Token } from '../../src/core/tokens/token.js';

/** Keeps what a person was asked, and answers nothing. */
export class PromptRecord implements ExpiryPrompter {
  readonly asked: (readonly Token[])[] = [];

  ask(tokens: readonly Token[]): void {
    this.asked.push(tokens);
  }
}
