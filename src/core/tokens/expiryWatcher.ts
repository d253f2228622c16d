import type { Clock } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import { untilCountdownChangesMs } from '../base/duration.js';
import { Emitter } from '../base/emitter.js';
import type { HeldTokens } from './heldTokens.js';
import type { Renewal } from './renewal.js';
import { byExpiry, leadTimeMs } from './token.js';

/**
 * Wakes when what is shown of the held tokens changes, and when something is due about one. With nothing held it does not
 * wake at all. It wakes once a minute, once a second only in the last two minutes.
 */
export class ExpiryWatcher implements Disposable {
  private timer: Disposable | undefined;
  private readonly ticked = new Emitter<undefined>();
  /** Time left is to be shown anew. */
  readonly onDidTick = this.ticked.event;

  constructor(
    private readonly held: HeldTokens,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
    private readonly renewal: Pick<Renewal, 'check' | 'untilNextMs'>,
  ) {}

  /** Looks at the clock now: after a start, a wake, a change of tokens, of settings or of the clock. */
  check(): void {
    this.timer?.dispose();
    this.timer = undefined;
    this.renewal.check();
    const waitMs = this.untilNextChangeMs();
    if (waitMs !== undefined) this.timer = this.clock.after(waitMs, () => this.wake());
  }

  dispose(): void {
    this.timer?.dispose();
    this.ticked.dispose();
  }

  private wake(): void {
    this.check();
    this.ticked.fire(undefined);
  }

  private untilNextChangeMs(): number | undefined {
    const now = this.clock.now();
    const live = this.held.current.filter(({ expiresAt }) => expiresAt > now).sort(byExpiry);
    const [first] = live;
    const shown = live.flatMap((token) => {
      const leadMs = leadTimeMs(token, this.leadMinutes());
      return [token.expiresAt - leadMs - now, token.expiresAt - now];
    });
    const countdown = first === undefined ? [] : [untilCountdownChangesMs(first.expiresAt - now)];
    const due = this.renewal.untilNextMs();
    const next = Math.min(...countdown, ...[...shown, due ?? 0].filter((ms) => ms > 0));
    return Number.isFinite(next) ? next : undefined;
  }
}
