import type { Clock } from './clock.js';

/** What the work answers, or undefined where that takes longer; the work goes on then. */
export async function withPatience<T>(clock: Clock, ms: number, work: Promise<T>): Promise<T | undefined> {
  const tooLong = Promise.withResolvers<undefined>();
  const timer = clock.after(ms, () => tooLong.resolve(undefined));
  try {
    return await Promise.race([work, tooLong.promise]);
  } finally {
    timer.dispose();
  }
}
