import type { Clock } from '../core/base/clock.js';

/**
 * Does work that ends with its signal: aborted from outside, or once the time is over. Throws the reason then,
 * whatever the work itself throws.
 *
 * @param tooLate the reason when the time is over
 */
export async function within<T>(
  clock: Clock,
  ms: number,
  outer: AbortSignal,
  tooLate: () => Error,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const signal = AbortSignal.any([outer, stop.signal]);
  const timer = clock.after(ms, () => stop.abort(tooLate()));
  try {
    return await work(signal);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    timer.dispose();
  }
}

/** Waits for work of others, but no longer than the signal allows. */
export async function unlessAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason as Error);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
