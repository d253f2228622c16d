import type { Clock } from './clock.js';
import type { Disposable } from './disposable.js';
import { Emitter } from './emitter.js';

/** `Date` headers have whole seconds and travel for a while: a smaller difference is no difference. */
const notableOffsetMs = 2000;

/** A clock that shows AWS's time, as learnt from the `Date` of its answers. Before any answer, this computer's. */
export class ServerClock implements Clock, Disposable {
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  /** @param offsetMs what was learnt in an earlier window, for the time until AWS answers again */
  constructor(
    private readonly local: Clock,
    private offsetMs = 0,
  ) {}

  /** How far AWS's clock is ahead of this computer's; 0 where they agree. */
  get currentOffsetMs(): number {
    return this.offsetMs;
  }

  now(): number {
    return this.local.now() + this.offsetMs;
  }

  after(ms: number, run: () => void): Disposable {
    return this.local.after(ms, run);
  }

  /** @param serverMs the `Date` header of an answer that has just arrived, in milliseconds */
  learn(serverMs: number): void {
    const measured = serverMs + 500 - this.local.now();
    const offsetMs = Math.abs(measured) < notableOffsetMs ? 0 : measured;
    const hasMoved =
      offsetMs === 0 ? this.offsetMs !== 0 : Math.abs(offsetMs - this.offsetMs) >= notableOffsetMs;
    if (!hasMoved) return;
    this.offsetMs = offsetMs;
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }
}
