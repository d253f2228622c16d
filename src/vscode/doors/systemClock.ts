import type { Clock } from '../../core/base/clock.js';

/** The longest wait a timer takes: a longer one would fire at once. */
const longestMs = 2 ** 31 - 1;

/** This computer's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, Math.min(Math.max(0, ms), longestMs));
    return { dispose: () => clearTimeout(timer) };
  },
};
