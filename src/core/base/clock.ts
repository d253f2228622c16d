import type { Disposable } from './disposable.js';

/** The time, and waking up later. Milliseconds since 1970-01-01 UTC. */
export interface Clock {
  now(): number;
  /** Calls `run` once, `ms` milliseconds from now, unless disposed of before. */
  after(ms: number, run: () => void): Disposable;
}
