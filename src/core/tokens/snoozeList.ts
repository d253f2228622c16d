import { asFields, asNumber } from '../base/parse.js';
import type { Clock } from '../base/clock.js';
import type { StateStore } from '../base/stateStore.js';
import type { Snoozes } from './expiryWatcher.js';
import type { Token } from './token.js';

const stateKey = 'snoozedTokens';

/** The tokens that were answered "Not now", by id, with their end. No secret is among it. */
export class SnoozeList implements Snoozes {
  constructor(
    private readonly store: StateStore,
    private readonly clock: Clock,
  ) {}

  has(token: Token): boolean {
    return this.read()[token.id] !== undefined;
  }

  async add(tokens: readonly Token[]): Promise<void> {
    const now = this.clock.now();
    const lasting = Object.entries(this.read()).filter(([, expiresAt]) => expiresAt > now);
    // "Not now" pressed after the end has nothing left to put off.
    const added = tokens
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ id, expiresAt }): [string, number] => [id, expiresAt]);
    await this.store.set(stateKey, Object.fromEntries([...lasting, ...added]));
  }

  private read(): Record<string, number> {
    const entries = Object.entries(asFields(this.store.get(stateKey)) ?? {});
    return Object.fromEntries(
      entries.filter((entry): entry is [string, number] => asNumber(entry[1]) !== undefined),
    );
  }
}
