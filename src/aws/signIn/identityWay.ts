import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import type { HeldSignIn } from '../../core/identity/heldSignIn.js';
import type { EndReason, IdentityRecord, RenewedPart } from '../../core/identity/renewal.js';
import { SignInEnded } from '../../core/identity/signInEnded.js';
import type { AccessRole } from './accessRole.js';
import type { ApplicationKeys } from './applicationKeys.js';
import type { CreateTokenWithIam, Proof } from './createTokenWithIam.js';
import { IdentityRefusal } from './identityErrors.js';
import type { Keys } from './keys.js';
import type { OpenIdProvider, ProviderTokens } from './openIdProvider.js';

/** Who is asked on the way from a sign-in to keys. */
export interface IdentitySteps {
  readonly provider: Pick<OpenIdProvider, 'refresh' | 'revoke'>;
  readonly applicationKeys: ApplicationKeys;
  readonly createToken: CreateTokenWithIam;
  readonly accessRole: AccessRole;
}

type SigningKeys = AwsCredentialIdentity | AwsCredentialIdentityProvider;

/**
 * The way from a sign-in to keys. Each JWT goes at most once to AssumeRoleWithWebIdentity and once to
 * CreateTokenWithIAM: after an answer that was lost, a fresh one is taken. Throws {@link SignInEnded} where only the
 * person helps, {@link Cancelled}, else a sentence for the step that failed.
 */
export class IdentityWay {
  /** @param clock AWS's time */
  constructor(
    private readonly held: HeldSignIn,
    private readonly steps: IdentitySteps,
    private readonly clock: Clock,
  ) {}

  /** By Identity Center alone where a profile signs and it gave a refresh token; else by the provider. */
  async renew(record: IdentityRecord, signal: AbortSignal): Promise<Keys> {
    const { applicationCredentials: signer } = this.held.entry;
    const { identityCenterToken: token } = record;
    if (signer.kind === 'profile' && token !== undefined) {
      try {
        return await this.signedByProfile(signer.name, record, { kind: 'refresh', token }, signal);
      } catch (error) {
        const fate = error instanceof IdentityRefusal ? error.fate : 'refused';
        if (fate === 'refused') throw error;
        if (fate === 'ended') {
          // Another window may have renewed it, which ended this one.
          const stored = await this.stored(record);
          const { identityCenterToken: other } = stored;
          if (other !== undefined && other !== token) return this.renew(stored, signal);
        }
        if (record.providerToken === undefined)
          throw fate === 'ended' ? await this.ended(record, 'expired', error) : error;
      }
    }
    const again = await this.refreshed(record, signal);
    return this.walk(again.record, again.tokens, signal);
  }

  /** From the provider's tokens to keys. Where an answer is lost, once more with fresh tokens. */
  async walk(record: IdentityRecord, tokens: ProviderTokens, signal: AbortSignal): Promise<Keys> {
    try {
      return await this.walkOnce(record, tokens, signal);
    } catch (error) {
      const isLost = error instanceof IdentityRefusal && error.fate === 'lost';
      if (!isLost || record.providerToken === undefined) throw error;
      const again = await this.refreshed(record, signal);
      return this.walkOnce(again.record, again.tokens, signal);
    }
  }

  private async walkOnce(record: IdentityRecord, tokens: ProviderTokens, signal: AbortSignal): Promise<Keys> {
    const { entry } = this.held;
    const { applicationCredentials: signer } = entry;
    const { idToken } = tokens;
    const jwt = entry.assertion === 'idToken' ? idToken : tokens.accessToken;
    if (jwt === undefined) throw await this.ended(record, 'noIdToken');
    const proof = { kind: 'assertion', jwt } as const;
    if (signer.kind === 'profile') return this.signedByProfile(signer.name, record, proof, signal);
    if (idToken === undefined) throw await this.ended(record, 'noIdToken');
    const { roleArn } = signer;
    const { person } = record;
    const signingKeys = await this.steps.applicationKeys.ofWebIdentity(
      entry,
      roleArn,
      idToken,
      person,
      signal,
    );
    return this.exchange(record, signingKeys, proof, signal);
  }

  private async signedByProfile(
    profile: string,
    record: IdentityRecord,
    proof: Proof,
    signal: AbortSignal,
  ): Promise<Keys> {
    const { applicationKeys } = this.steps;
    try {
      return await this.exchange(record, await applicationKeys.ofProfile(profile), proof, signal);
    } catch (error) {
      // The next try is with what the profile gives then.
      if (error instanceof IdentityRefusal && error.areKeysRefused) applicationKeys.dropProfile(profile);
      throw error;
    }
  }

  private async exchange(
    record: IdentityRecord,
    keys: SigningKeys,
    proof: Proof,
    signal: AbortSignal,
  ): Promise<Keys> {
    const { entry } = this.held;
    const { context, refreshToken } = await this.steps.createToken.ask(entry, keys, proof, signal);
    // A web identity signs with a new ID token each time, so nothing of Identity Center's could renew it.
    if (entry.applicationCredentials.kind === 'profile' && refreshToken !== undefined) {
      await this.keep(record, { identityCenterToken: refreshToken, ended: undefined });
    }
    return this.steps.accessRole.assume(entry, keys, context, record.person, signal);
  }

  /** New tokens of the provider, stored before they are used: with them the old ones may have ended. */
  private async refreshed(
    from: IdentityRecord,
    signal: AbortSignal,
  ): Promise<{ readonly record: IdentityRecord; readonly tokens: ProviderTokens }> {
    const { entry } = this.held;
    const { providerToken } = from;
    if (providerToken === undefined) throw await this.ended(from, 'noRefreshToken');
    let tokens: ProviderTokens;
    try {
      tokens = await this.steps.provider.refresh(entry, providerToken, signal);
    } catch (error) {
      if (!(error instanceof SignInEnded)) throw error;
      // Another window may have renewed it, which ended this one.
      const stored = await this.stored(from);
      if (stored.providerToken === undefined || stored.providerToken === providerToken) {
        throw await this.ended(from, 'expired', error);
      }
      return this.refreshed(stored, signal);
    }
    if (tokens.person !== undefined && tokens.person.subject !== from.subject) {
      throw await this.ended(from, 'expired');
    }
    const record = await this.keep(from, {
      providerToken: tokens.refreshToken ?? providerToken,
      renewableUntil:
        tokens.renewableForMs === undefined ? from.renewableUntil : this.clock.now() + tokens.renewableForMs,
      ended: undefined,
    });
    return { record, tokens };
  }

  /** Keeps what a renewal gave. Throws where the sign-in is over: what it gave is nobody's. */
  private async keep(from: IdentityRecord, part: RenewedPart): Promise<IdentityRecord> {
    const record = await this.held.renewed(from, part);
    if (record === undefined) throw new SignInEnded(this.held.entry.name, 'signedOut');
    return record;
  }

  /** The sign-in as it is stored now. Throws where it is over. */
  private async stored(from: IdentityRecord): Promise<IdentityRecord> {
    const record = await this.held.read();
    if (record === undefined || !this.held.isCurrent(from))
      throw new SignInEnded(this.held.entry.name, 'signedOut');
    return record;
  }

  /** Keeps that the sign-in has ended, and drops what renewed it. @returns what to throw */
  private async ended(record: IdentityRecord, reason: EndReason, cause?: unknown): Promise<SignInEnded> {
    await this.keep(record, { providerToken: undefined, identityCenterToken: undefined, ended: reason });
    return new SignInEnded(this.held.entry.name, reason, { cause });
  }
}
