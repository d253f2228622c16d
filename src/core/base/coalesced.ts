import type { Clock } from './clock.js';
import type { Disposable } from './disposable.js';

/** Runs something at once, but again only after a pause: many requests in between become one run at its end. */
export class Coalesced implements Disposable {
  private pause: Disposable | undefined;
  private isWanted = false;

  constructor(
    private readonly clock: Clock,
    private readonly pauseMs: number,
    private readonly run: () => void,
  ) {}

  readonly request = (): void => {
    if (this.pause !== undefined) {
      this.isWanted = true;
      return;
    }
    this.isWanted = false;
    this.run();
    this.pause = this.clock.after(this.pauseMs, () => {
      this.pause = undefined;
      if (this.isWanted) this.request();
    });
  };

  dispose(): void {
    this.pause?.dispose();
  }
}
