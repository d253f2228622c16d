import * as l10n from '@vscode/l10n';
import type { Clock } from '../base/clock.js';
import { secondMs } from '../base/duration.js';
import { Cancelled, stopIfCancelled, UserError } from '../base/userError.js';

/** What came of asking for something. */
export type Attempt<T> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'failed'; readonly error: UserError };

/** @param limitMs after which the job is given up; twenty seconds where none is named */
export type Attempts = <T>(job: (signal: AbortSignal) => Promise<T>, limitMs?: number) => Promise<Attempt<T>>;

/** What has not answered in this time holds nothing up. */
const usualLimitMs = 20 * secondMs;

/** Makes attempts, each with a time limit of its own. They throw {@link Cancelled} alone, once `signal` is aborted. */
export function attempts(clock: Clock, signal: AbortSignal): Attempts {
  return async (job, limitMs = usualLimitMs) => {
    stopIfCancelled(signal);
    const stop = new AbortController();
    const end = Promise.withResolvers<never>();
    const timer = clock.after(limitMs, () => end.reject(tooLate(limitMs)));
    const cancel = (): void => end.reject(new Cancelled());
    signal.addEventListener('abort', cancel, { once: true });
    const work = job(stop.signal);
    // What is late may fail when nobody waits for it any more.
    work.catch(() => undefined);
    try {
      return { kind: 'done', value: await Promise.race([work, end.promise]) };
    } catch (error) {
      if (signal.aborted) throw new Cancelled();
      return { kind: 'failed', error: asSentence(error) };
    } finally {
      timer.dispose();
      signal.removeEventListener('abort', cancel);
      stop.abort();
    }
  };
}

function tooLate(limitMs: number): UserError {
  return new UserError(l10n.t('No answer came within {0} seconds.', limitMs / secondMs), { kind: 'retry' });
}

/** A prompt that was closed is no answer; anything else that is no sentence is a fault of ours, and says so. */
function asSentence(error: unknown): UserError {
  if (error instanceof UserError) return error;
  const message =
    error instanceof Cancelled
      ? l10n.t('What it asks for was not given.')
      : l10n.t(
          'It failed for an unexpected reason ({0}).',
          error instanceof Error ? error.name : typeof error,
        );
  return new UserError(message, { kind: 'retry' }, { cause: error });
}
