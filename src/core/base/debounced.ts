import type { Clock } from './clock.js';
import type { Disposable } from './disposable.js';

/** Runs something once requests have ceased for a while. */
export class Debounced implements Disposable {
  private waiting: Disposable | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly quietMs: number,
    private readonly run: () => void,
  ) {}

  readonly request = (): void => {
    this.waiting?.dispose();
    this.waiting = this.clock.after(this.quietMs, this.run);
  };

  dispose(): void {
    this.waiting?.dispose();
  }
}
