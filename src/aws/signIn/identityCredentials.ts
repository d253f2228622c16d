import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import type { Disposable } from '../../core/base/disposable.js';
import { minuteMs } from '../../core/base/duration.js';
import type { HeldSignIn } from '../../core/identity/heldSignIn.js';
import { endReason, recordKey } from '../../core/identity/renewal.js';
import { SignInEnded } from '../../core/identity/signInEnded.js';
import { IdentityWay, type IdentitySteps } from './identityWay.js';
import type { Keys } from './keys.js';
import type { ProviderTokens } from './openIdProvider.js';
import { noIdToken } from './openIdErrors.js';

/** Keys that end sooner than this are renewed. */
const renewedBeforeMs = 5 * minuteMs;

/** While keys are good, a renewal that failed is not tried again sooner. */
const failurePauseMs = minuteMs;

/** The keys of one identity's sessions, renewed silently while anything renews them, one renewal at a time. */
export class IdentityCredentials implements Disposable {
  private keys: Keys | undefined;
  private renewing: Promise<Keys> | undefined;
  private failedAt: number | undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private readonly stop = new AbortController();
  private readonly way: IdentityWay;

  /** @param clock AWS's time */
  constructor(
    private readonly held: HeldSignIn,
    private readonly steps: IdentitySteps,
    private readonly clock: Clock,
  ) {
    this.way = new IdentityWay(held, steps, clock);
  }

  /**
   * For the SDK's clients, which keep nothing themselves. Throws {@link SignInEnded} where only the person helps, else
   * a sentence. Asks nobody while the keys are good.
   */
  readonly provider: AwsCredentialIdentityProvider & { readonly memoized: true } = Object.assign(
    (): Promise<Keys> => {
      if (this.keys !== undefined && (this.isFresh(this.keys) || this.isPausing(this.keys))) {
        return Promise.resolve(this.keys);
      }
      this.renewing ??= this.inTurn(() => this.renew()).finally(() => (this.renewing = undefined));
      return this.renewing;
    },
    { memoized: true } as const,
  );

  /** Takes what a person's sign-in gave, and gets the first keys. Throws a sentence for the step that fails. */
  begin(tokens: ProviderTokens, signal: AbortSignal): Promise<void> {
    return this.inTurn(async () => {
      const { person } = tokens;
      if (person === undefined) throw noIdToken(this.held.entry);
      const now = this.clock.now();
      const record = {
        key: recordKey(this.held.entry),
        person: person.name,
        subject: person.subject,
        signedInAt: now,
        providerToken: tokens.refreshToken,
        renewableUntil: tokens.renewableForMs === undefined ? undefined : now + tokens.renewableForMs,
        identityCenterToken: undefined,
        ended: undefined,
      };
      await this.held.keep(record);
      this.forgetKeys();
      try {
        this.took(await this.way.walk(record, tokens, signal));
      } catch (error) {
        // Without keys and without what gives them, it was no sign-in.
        if (record.providerToken === undefined) await this.held.forget();
        throw error;
      }
    });
  }

  /** Signs out: forgets here, then ends it at the provider. Throws a sentence where either fails. */
  end(signal: AbortSignal): Promise<void> {
    return this.inTurn(async () => {
      const record = await this.held.read();
      await this.held.forget();
      this.forgetKeys();
      if (record?.providerToken === undefined) return;
      await this.steps.provider.revoke(this.held.entry, record.providerToken, signal);
    });
  }

  /** AWS takes the keys no more: the next call makes new ones. */
  dropKeys(): void {
    this.keys = undefined;
    this.held.noteKeys(undefined);
  }

  /** Ends a renewal that is under way. */
  dispose(): void {
    this.stop.abort();
  }

  private async renew(): Promise<Keys> {
    if (this.keys !== undefined && this.isFresh(this.keys)) return this.keys;
    try {
      const record = await this.held.read();
      if (record === undefined) throw new SignInEnded(this.held.entry.name, 'signedOut');
      const reason = endReason(record);
      if (reason !== undefined) throw new SignInEnded(this.held.entry.name, reason);
      return this.took(await this.way.renew(record, this.stop.signal));
    } catch (error) {
      this.failedAt = this.clock.now();
      // A renewal that fails ends no keys.
      if (this.keys !== undefined && this.leftMs(this.keys) > 0) return this.keys;
      throw error;
    }
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.turn.then(run);
    this.turn = next.catch(() => undefined);
    return next;
  }

  private took(keys: Keys): Keys {
    this.keys = keys;
    this.failedAt = undefined;
    this.held.noteKeys(keys.expiration.getTime());
    return keys;
  }

  private forgetKeys(): void {
    this.keys = undefined;
    this.failedAt = undefined;
    this.held.noteKeys(undefined);
  }

  private leftMs({ expiration }: Keys): number {
    return expiration.getTime() - this.clock.now();
  }

  private isFresh(keys: Keys): boolean {
    return this.leftMs(keys) > renewedBeforeMs;
  }

  private isPausing(keys: Keys): boolean {
    return (
      this.failedAt !== undefined &&
      this.leftMs(keys) > 0 &&
      this.clock.now() < this.failedAt + failurePauseMs
    );
  }
}
