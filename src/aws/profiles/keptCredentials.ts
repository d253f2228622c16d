import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import { minuteMs } from '../../core/base/duration.js';

/** Credentials that end sooner than this are asked for anew. */
const renewedBeforeMs = 5 * minuteMs;

/** A provider that has not answered in this time is given up: a command may hang, a sign-in page may stay open. */
const answerLimitMs = minuteMs;

/** The mark tells the SDK's clients to keep nothing themselves. Source: resolveAwsSdkSigV4Config in @aws-sdk/core. */
type KeptProvider = AwsCredentialIdentityProvider & { readonly memoized: true };

/**
 * Keeps what a provider gave until shortly before its end, and asks it once at a time. The end is judged by the
 * given clock, which shows AWS's time: by a local clock that is fast, the SDK alone would ask at every call, and
 * by a slow one it would go on with what has ended.
 *
 * @param late makes the error for a provider that does not answer
 */
export function keptCredentials(
  provider: AwsCredentialIdentityProvider,
  clock: Clock,
  late: () => Error,
): KeptProvider {
  let kept: AwsCredentialIdentity | undefined;
  let asking: Promise<AwsCredentialIdentity> | undefined;
  const ask = async (
    options: Parameters<AwsCredentialIdentityProvider>[0],
  ): Promise<AwsCredentialIdentity> => {
    const limit = Promise.withResolvers<never>();
    const timer = clock.after(answerLimitMs, () => limit.reject(late()));
    try {
      // What comes too late for this call is still good for the next one.
      const given = provider(options).then((credentials) => (kept = credentials));
      return await Promise.race([given, limit.promise]);
    } finally {
      timer.dispose();
      asking = undefined;
    }
  };
  const provide: AwsCredentialIdentityProvider = (options) => {
    const endsAt = kept?.expiration?.getTime();
    const isGood = endsAt === undefined || endsAt - clock.now() > renewedBeforeMs;
    if (kept !== undefined && isGood) return Promise.resolve(kept);
    asking ??= ask(options);
    return asking;
  };
  return Object.assign(provide, { memoized: true } as const);
}
