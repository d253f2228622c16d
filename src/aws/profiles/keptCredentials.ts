import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import { minuteMs } from '../../core/base/duration.js';

/** Credentials that end sooner than this are asked for anew. */
const renewedBeforeMs = 5 * minuteMs;

/** A provider that has not answered in this time is given up: a command may hang, a sign-in page may stay open. */
const answerLimitMs = minuteMs;

/**
 * Keeps what a provider gave until shortly before its end, and asks it once at a time. The end is judged by the
 * given clock, which shows AWS's time: with a local clock that is fast, the SDK alone would ask at every call.
 *
 * @param late makes the error for a provider that does not answer
 */
export function keptCredentials(
  provider: AwsCredentialIdentityProvider,
  clock: Clock,
  late: () => Error,
): AwsCredentialIdentityProvider {
  let kept: AwsCredentialIdentity | undefined;
  let asking: Promise<AwsCredentialIdentity> | undefined;
  const ask = async (
    options: Parameters<AwsCredentialIdentityProvider>[0],
  ): Promise<AwsCredentialIdentity> => {
    const limit = Promise.withResolvers<never>();
    const timer = clock.after(answerLimitMs, () => limit.reject(late()));
    try {
      kept = await Promise.race([provider(options), limit.promise]);
      return kept;
    } finally {
      timer.dispose();
      asking = undefined;
    }
  };
  return (options) => {
    const endsAt = kept?.expiration?.getTime();
    const isGood = endsAt === undefined || endsAt - clock.now() > renewedBeforeMs;
    if (kept !== undefined && isGood) return Promise.resolve(kept);
    asking ??= ask(options);
    return asking;
  };
}
