import type { Clock } from './clock.js';
import type { Disposable } from './disposable.js';
import { Emitter } from './emitter.js';

/** `Date` headers have whole seconds and travel for a while: a smaller difference is no difference. */
const notableOffsetMs = 2000;

/** A clock that shows AWS's time, as learnt from the `Date` of its answers. Before any answer, this computer's. */
export class ServerClock implements Clock, Disposable {
  private offsetMs = 0;
  private readonly changed = new Emitter<undefined>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly local: Clock) {}

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
