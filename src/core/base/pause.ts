import type { Clock } from './clock.js';
import { Cancelled, stopIfCancelled } from './userError.js';

/** Waits. Throws {@link Cancelled} as soon as the signal is aborted. */
export async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  stopIfCancelled(signal);
  const waiting = Promise.withResolvers<undefined>();
  const timer = clock.after(ms, () => waiting.resolve(undefined));
  const cancel = (): void => waiting.reject(new Cancelled());
  signal.addEventListener('abort', cancel, { once: true });
  try {
    await waiting.promise;
  } finally {
    timer.dispose();
    signal.removeEventListener('abort', cancel);
  }
}
