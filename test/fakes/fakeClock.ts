import type { Clock } from '../../src/core/base/clock.js';
import type { Disposable } from '../../src/core/base/disposable.js';

interface Timer {
  dueAt: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export class FakeClock implements Clock {
  /** How often a timer has gone off. */
  wakeUps = 0;
  private timers: readonly Timer[] = [];

  constructor(private time = Date.now()) {}

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): Disposable {
    const timer: Timer = { dueAt: this.time + ms, run };
    this.timers = [...this.timers, timer];
    return { dispose: () => this.remove(timer) };
  }

  /** How many timers wait. */
  get waiting(): number {
    return this.timers.length;
  }

  /** When the next timer goes off, or undefined where none waits. */
  get nextAt(): number | undefined {
    return this.next(Infinity)?.dueAt;
  }

  /** Lets time pass: each timer goes off at its moment, also those that the others start. */
  advance(ms: number): void {
    const end = this.time + ms;
    for (let next = this.next(end); next !== undefined; next = this.next(end)) {
      this.time = Math.max(this.time, next.dueAt);
      this.fire(next);
    }
    this.time = end;
  }

  /** Somebody sets the clock. What waits goes on waiting as long as before. */
  set(time: number): void {
    const byMs = time - this.time;
    this.timers = this.timers.map((timer) => Object.assign(timer, { dueAt: timer.dueAt + byMs }));
    this.time = time;
  }

  /** The computer sleeps: time passes while no timer runs, and on waking those that are due go off late. */
  sleep(ms: number): void {
    this.time += ms;
    for (let next = this.next(this.time); next !== undefined; next = this.next(this.time)) this.fire(next);
  }

  private next(until: number): Timer | undefined {
    const due = this.timers.filter(({ dueAt }) => dueAt <= until);
    return due.sort((left, right) => left.dueAt - right.dueAt)[0];
  }

  private fire(timer: Timer): void {
    this.remove(timer);
    this.wakeUps += 1;
    timer.run();
  }

  private remove(timer: Timer): void {
    this.timers = this.timers.filter((other) => other !== timer);
  }
}
