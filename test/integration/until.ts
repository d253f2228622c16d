import { setTimeout as delay } from 'node:timers/promises';

/** Waits until the condition holds; throws with `what` when it takes too long. */
export async function until(what: string, holds: () => boolean, timeoutMs = 10_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`Not after ${timeoutMs / 1000} s: ${what}.`);
    await delay(20);
  }
}

/** The work's answer, or undefined when it does not settle in time. */
export async function within<T>(timeoutMs: number, work: PromiseLike<T>): Promise<T | undefined> {
  const stop = new AbortController();
  const late = delay(timeoutMs, undefined, { signal: stop.signal }).catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}
