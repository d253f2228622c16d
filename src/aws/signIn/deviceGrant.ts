import type { CreateTokenCommandOutput } from '@aws-sdk/client-sso-oidc';
import type { Clock } from '../../core/base/clock.js';
import { minuteMs, secondMs } from '../../core/base/duration.js';
import { asNumber, asText } from '../../core/base/parse.js';
import { pause } from '../../core/base/pause.js';
import type { SignInWindow } from '../../core/identity/signIn.js';
import { explainMoment } from '../awsErrors.js';
import { parseFailure } from '../failure.js';
import { makeSource } from '../../core/sources/source.js';
import type { OidcService } from './oidcClient.js';
import type { Registration } from './ssoCache.js';
import { codeExpired, oddAnswer } from './ssoErrors.js';
import type { SsoProfile } from './ssoProfile.js';

/** RFC 8628, section 3.5: what counts where no interval is given, and what "slow down" adds. */
const usualIntervalMs = 5 * secondMs;
/** A code that would last longer is given up all the same. */
const longestLifeMs = 30 * minuteMs;

/** Signs in by a code that a person types in any browser, and asks until they have. */
export async function deviceGrant(
  sso: SsoProfile,
  { clientId, clientSecret }: Registration,
  { client }: OidcService,
  window: SignInWindow,
  clock: Clock,
  signal: AbortSignal,
): Promise<CreateTokenCommandOutput> {
  const { CreateTokenCommand, StartDeviceAuthorizationCommand } = await import('../sdk.js');
  const start = new StartDeviceAuthorizationCommand({ clientId, clientSecret, startUrl: sso.startUrl });
  const answer = await client.send(start, { abortSignal: signal });
  const [deviceCode, userCode] = [asText(answer.deviceCode), asText(answer.userCode)];
  const address = pageAddress(answer.verificationUri);
  if (deviceCode === undefined || userCode === undefined || address === undefined) throw oddAnswer();
  const lifeMs = Math.min((asNumber(answer.expiresIn) ?? 600) * secondMs, longestLifeMs);
  const endsAt = clock.now() + lifeMs;
  let intervalMs = (asNumber(answer.interval) ?? 0) * secondMs || usualIntervalMs;

  const filledAddress = pageAddress(answer.verificationUriComplete) ?? address;
  const shown = window.showCode({ userCode, address, filledAddress });
  try {
    while (true) {
      await pause(clock, intervalMs, signal);
      if (clock.now() >= endsAt) throw codeExpired();
      try {
        const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
        const ask = new CreateTokenCommand({ clientId, clientSecret, grantType, deviceCode });
        return await client.send(ask, { abortSignal: signal });
      } catch (error) {
        if (signal.aborted || !isForNow(error, sso)) throw error;
        if (!isPending(error)) intervalMs += usualIntervalMs;
      }
    }
  } finally {
    shown.dispose();
  }
}

const isPending = (error: unknown): boolean => parseFailure(error).name === 'AuthorizationPendingException';

/** Whether to ask again: not allowed yet, asked too often, or a network that may come back before the code ends. */
function isForNow(error: unknown, sso: SsoProfile): boolean {
  const failure = parseFailure(error);
  if (isPending(error) || failure.name === 'SlowDownException') return true;
  return explainMoment(failure, makeSource({ kind: 'profile', name: sso.profile }, sso.region)) !== undefined;
}

/** The address if it is one that a browser may be sent to. */
function pageAddress(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, hostname } = new URL(text);
  const isLoopback = protocol === 'http:' && hostname === '127.0.0.1';
  return protocol === 'https:' || isLoopback ? text : undefined;
}
