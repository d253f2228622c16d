import { asFields, asNumber } from '../base/parse.js';
import type { Clock } from '../base/clock.js';
import type { StateStore } from '../base/stateStore.js';
import type { Token } from './token.js';
import { setKey } from './tokenSets.js';

const stateKey = 'snoozedTokens';

/** The sets of workgroups that were answered "Not now", with their token's end. No secret is among it. */
export class SnoozeList {
  constructor(
    private readonly store: StateStore,
    private readonly clock: Clock,
  ) {}

  /** A refreshed token of the same set ends later, and is asked about anew. */
  has({ workgroups, expiresAt }: Token): boolean {
    return (this.read()[setKey(workgroups)] ?? 0) >= expiresAt;
  }

  async add(tokens: readonly Token[]): Promise<void> {
    const now = this.clock.now();
    const lasting = Object.entries(this.read()).filter(([, expiresAt]) => expiresAt > now);
    // "Not now" pressed after the end has nothing left to put off.
    const added = tokens
      .filter(({ expiresAt }) => expiresAt > now)
      .map(({ workgroups, expiresAt }): [string, number] => [setKey(workgroups), expiresAt]);
    await this.store.set(stateKey, Object.fromEntries([...lasting, ...added]));
  }

  private read(): Record<string, number> {
    const entries = Object.entries(asFields(this.store.get(stateKey)) ?? {});
    return Object.fromEntries(
      entries.filter((entry): entry is [string, number] => asNumber(entry[1]) !== undefined),
    );
  }
}
