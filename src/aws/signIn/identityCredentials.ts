import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import type { Disposable } from '../../core/base/disposable.js';
import { minuteMs } from '../../core/base/duration.js';
import type { HeldSignIn } from '../../core/identity/heldSignIn.js';
import { Cancelled } from '../../core/base/userError.js';
import { ProviderUntold } from '../../core/identity/providerUntold.js';
import { endReason, recordKey, type IdentityRecord } from '../../core/identity/renewal.js';
import { SignInEnded } from '../../core/identity/signInEnded.js';
import { IdentityWay, type IdentitySteps } from './identityWay.js';
import type { Keys } from './keys.js';
import type { ProviderTokens } from './openIdProvider.js';
import { noIdToken, shortCause } from './openIdErrors.js';

/** Keys that end sooner than this are renewed. */
const renewedBeforeMs = 5 * minuteMs;

/** While keys are good, a renewal that failed is not tried again sooner. */
const failurePauseMs = minuteMs;

/** Keys, and the sign-in that they were made with: with another one they count no more. */
interface MadeKeys {
  readonly keys: Keys;
  readonly of: IdentityRecord;
}

/** The keys of one identity's sessions, renewed silently while anything renews them, one renewal at a time. */
export class IdentityCredentials implements Disposable {
  private made: MadeKeys | undefined;
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
      const { keys } = this;
      if (keys !== undefined && (this.isFresh(keys) || this.isPausing(keys))) return Promise.resolve(keys);
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
      const record = await this.held.keep({
        key: recordKey(this.held.entry),
        person: person.name,
        subject: person.subject,
        signedInAt: now,
        renewedAt: now,
        providerToken: tokens.refreshToken,
        renewableUntil: tokens.renewableForMs === undefined ? undefined : now + tokens.renewableForMs,
        identityCenterToken: undefined,
        ended: undefined,
      });
      this.forgetKeys();
      try {
        this.took(record, await this.way.walk(record, tokens, signal));
      } catch (error) {
        const stands = await this.held.read();
        // Another window's later sign-in is not ours to end.
        if (stands !== undefined && !this.held.isCurrent(record)) return;
        // Without keys and without what gives them, it was no sign-in.
        if (stands?.providerToken === undefined) await this.held.forget();
        throw error;
      }
    });
  }

  /**
   * Signs out: forgets here, then ends it at the provider. Throws a sentence where it is not forgotten, and
   * {@link ProviderUntold} where only the provider could not be told.
   */
  end(signal: AbortSignal): Promise<void> {
    return this.inTurn(async () => {
      const record = await this.held.read();
      await this.held.forget();
      this.forgetKeys();
      if (record?.providerToken === undefined) return;
      const { entry } = this.held;
      try {
        await this.steps.provider.revoke(entry, record.providerToken, signal);
      } catch (error) {
        if (error instanceof Cancelled) throw error;
        throw new ProviderUntold(entry.name, shortCause(error), { cause: error });
      }
    });
  }

  /** AWS takes the keys no more: the next call makes new ones. */
  dropKeys(): void {
    this.made = undefined;
    this.held.noteKeys(undefined);
  }

  /** Ends a renewal that is under way. */
  dispose(): void {
    this.stop.abort();
  }

  /** The keys of the sign-in that is held; those of a former one are nobody's. */
  private get keys(): Keys | undefined {
    return this.made !== undefined && this.held.isCurrent(this.made.of) ? this.made.keys : undefined;
  }

  private async renew(): Promise<Keys> {
    if (this.keys !== undefined && this.isFresh(this.keys)) return this.keys;
    const record = await this.held.read();
    try {
      if (record === undefined) throw new SignInEnded(this.held.entry.name, 'signedOut');
      const reason = endReason(record);
      if (reason !== undefined) throw new SignInEnded(this.held.entry.name, reason);
      const keys = await this.way.renew(record, this.stop.signal);
      // Another window may have signed out, or in, while these were made.
      await this.held.read();
      if (this.held.isCurrent(record)) return this.took(record, keys);
    } catch (error) {
      const isOver = record !== undefined && !this.held.isCurrent(record);
      if (!isOver || error instanceof Cancelled) return this.keysLeft(error);
    }
    return this.renew();
  }

  /** A renewal that fails ends no keys. Throws where there are none. */
  private keysLeft(error: unknown): Keys {
    this.failedAt = this.clock.now();
    if (this.keys !== undefined && this.leftMs(this.keys) > 0) return this.keys;
    throw error;
  }

  private inTurn<T>(run: () => Promise<T>): Promise<T> {
    const next = this.turn.then(run);
    this.turn = next.catch(() => undefined);
    return next;
  }

  private took(of: IdentityRecord, keys: Keys): Keys {
    this.made = { keys, of };
    this.failedAt = undefined;
    this.held.noteKeys({ of, expireAt: keys.expiration.getTime() });
    return keys;
  }

  private forgetKeys(): void {
    this.failedAt = undefined;
    this.dropKeys();
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
