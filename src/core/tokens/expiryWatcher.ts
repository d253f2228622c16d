import type { Clock } from '../base/clock.js';
import type { Disposable } from '../base/disposable.js';
import { minuteMs, untilCountdownChangesMs } from '../base/duration.js';
import { Emitter } from '../base/emitter.js';
import type { HeldTokens } from './heldTokens.js';
import { byExpiry, leadTimeMs, type Token } from './token.js';

/** Asks a person whether to refresh tokens that end soon, or have ended. */
export interface ExpiryPrompter {
  ask(tokens: readonly Token[]): void;
}

/** Which tokens a person answered "Not now" for; it outlives a reload. */
export interface Snoozes {
  has(token: Token): boolean;
}

/** Tokens that reach their lead time within this span are asked about together. */
const togetherMs = minuteMs;

/**
 * Wakes when what is shown of the held tokens changes, and speaks once per token at its lead time. With nothing
 * held it does not wake at all. It wakes once a minute, once a second only in the last two minutes.
 */
export class ExpiryWatcher implements Disposable {
  /** A token that had ended before is shown as expired, but nobody is asked about it. */
  private readonly startedAt: number;
  private timer: Disposable | undefined;
  private readonly asked = new Set<string>();
  private readonly askedAtEnd = new Set<string>();
  private readonly ticked = new Emitter<undefined>();
  /** Time left is to be shown anew. */
  readonly onDidTick = this.ticked.event;

  constructor(
    private readonly held: HeldTokens,
    private readonly clock: Clock,
    private readonly leadMinutes: () => number,
    private readonly prompter: ExpiryPrompter,
    private readonly snoozes: Snoozes,
  ) {
    this.startedAt = clock.now();
  }

  /** Looks at the clock now: after a start, a wake, a change of tokens, of settings or of the clock. */
  check(): void {
    this.timer?.dispose();
    this.timer = undefined;
    this.askWhereDue();
    const waitMs = this.untilNextChangeMs();
    if (waitMs !== undefined) this.timer = this.clock.after(waitMs, () => this.wake());
  }

  dispose(): void {
    this.timer?.dispose();
    this.ticked.dispose();
  }

  /** Asks first and shows then: what is shown must not be older than what was asked. */
  private wake(): void {
    this.check();
    this.ticked.fire(undefined);
  }

  private askWhereDue(): void {
    const now = this.clock.now();
    const due = this.held.current.filter((token) => this.isDue(token, now));
    if (due.length === 0) return;
    const together = this.held.current.filter(
      (token) => due.includes(token) || this.isDue(token, now + togetherMs),
    );
    for (const token of together) {
      this.asked.add(token.id);
      if (now >= token.expiresAt || this.snoozes.has(token)) this.askedAtEnd.add(token.id);
    }
    this.prompter.ask([...together].sort(byExpiry));
  }

  /** Due once at the lead time, and a second time at the end where the first was answered "Not now". */
  private isDue(token: Token, at: number): boolean {
    if (token.expiresAt <= this.startedAt) return false;
    if (this.snoozes.has(token)) return at >= token.expiresAt && !this.askedAtEnd.has(token.id);
    return at >= this.speakAt(token) && !this.asked.has(token.id);
  }

  private speakAt(token: Token): number {
    return token.expiresAt - leadTimeMs(token, this.leadMinutes());
  }

  private untilNextChangeMs(): number | undefined {
    const now = this.clock.now();
    const live = this.held.current.filter(({ expiresAt }) => expiresAt > now).sort(byExpiry);
    const [first] = live;
    if (first === undefined) return undefined;
    const moments = live.flatMap((token) => [this.speakAt(token) - now, token.expiresAt - now]);
    return Math.min(untilCountdownChangesMs(first.expiresAt - now), ...moments.filter((ms) => ms > 0));
  }
}
