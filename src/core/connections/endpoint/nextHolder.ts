import type { Clock } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import { minuteMs, secondMs } from '../../base/duration.js';
import type { HolderWatch, HowHolderEnded } from './localEndpoint.js';

/** Several windows hear the same at the same moment: each leaves the one before it the time to act. */
const turnMs = 150;
const longestTurnMs = 3 * secondMs;
/** A holder that ends sooner than this did not hold for long: it had no room for one who waits, or knows nothing of it. */
const shortMs = 2 * secondMs;
const longestPauseMs = minuteMs;

/** Waits for the end of the window that holds an endpoint, and then has this window try to be the next. */
export class NextHolder {
  private holder: HolderWatch | undefined;
  private timer: Disposable | undefined;
  private since = 0;
  private shortOnes = 0;

  /**
   * @param lost called at the holder's end; answers with what is to be done a moment later
   */
  constructor(
    private readonly clock: Clock,
    private readonly lost: (how: HowHolderEnded) => () => void,
  ) {}

  /** Whether the holder is there: it has proved itself, and its connection has not ended. */
  get isWaiting(): boolean {
    return this.holder !== undefined;
  }

  wait(holder: HolderWatch): void {
    this.stop();
    this.holder = holder;
    this.since = this.clock.now();
    // Never rejects.
    void holder.ended.then((how) => {
      if (this.holder === holder) this.end(how);
    });
  }

  stop(): void {
    this.holder?.dispose();
    this.holder = undefined;
    this.timer?.dispose();
    this.timer = undefined;
  }

  private end(how: HowHolderEnded): void {
    const place = this.holder?.place ?? 0;
    this.holder = undefined;
    this.shortOnes = this.clock.now() - this.since < shortMs ? this.shortOnes + 1 : 0;
    const act = this.lost(how);
    this.timer = this.clock.after(this.pauseMs(place), act);
  }

  private pauseMs(place: number): number {
    const turn = Math.min(place * turnMs, longestTurnMs);
    // The first is as good as any: only what goes on so is slowed down.
    if (this.shortOnes < 2) return turn;
    return turn + Math.min(longestPauseMs, secondMs * 2 ** (this.shortOnes - 2));
  }
}
