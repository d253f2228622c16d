import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/base/clock.js';
import { minuteMs } from '../../core/base/duration.js';
import { Cancelled } from '../../core/base/userError.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { SignInWindow } from '../../core/identity/signIn.js';
import { LoopbackListener } from './loopbackListener.js';
import { lateSignIn } from './openIdErrors.js';
import type { OpenIdProvider, ProviderTokens } from './openIdProvider.js';
import { noBrowser } from './ssoErrors.js';

/** How long a person has to answer in the browser. */
const answerLimitMs = 10 * minuteMs;

/**
 * A person's sign-in at the provider of an identity, from the click to the tokens. Only a person starts it. Throws a
 * sentence, or {@link Cancelled}.
 */
export class IdentitySignIn {
  constructor(
    private readonly provider: OpenIdProvider,
    private readonly clock: Clock,
  ) {}

  /** With a browser on this machine, which comes back to a listener. */
  async inBrowser(entry: IdentityEntry, window: SignInWindow, signal: AbortSignal): Promise<ProviderTokens> {
    const state = randomBytes(32).toString('base64url');
    const { redirectUri } = entry;
    const { clock } = this;
    const listener = await LoopbackListener.open({
      redirectUri,
      state,
      limitMs: answerLimitMs,
      clock,
      signal,
    });
    try {
      const { url, redeem } = await this.provider.askCode(entry, listener.redirectUri.href, state, signal);
      if (!(await window.openBrowser(url.href))) throw noBrowser();
      return await redeem(await listener.callBack());
    } finally {
      listener.dispose();
    }
  }

  /** By a code that a person types in any browser, where no call-back can arrive. */
  async byCode(entry: IdentityEntry, window: SignInWindow, signal: AbortSignal): Promise<ProviderTokens> {
    const ends = new AbortController();
    const { code, expiresInMs, wait } = await this.provider.askDevice(
      entry,
      AbortSignal.any([signal, ends.signal]),
    );
    const timer = this.clock.after(expiresInMs, () => ends.abort());
    const shown = window.showCode(code);
    try {
      return await wait();
    } catch (error) {
      throw error instanceof Cancelled && !signal.aborted ? lateSignIn(entry) : error;
    } finally {
      shown.dispose();
      timer.dispose();
    }
  }
}
