import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Clock } from '../../core/base/clock.js';
import type { Disposable } from '../../core/base/disposable.js';
import { JoinedCalls } from '../../core/base/joinedCalls.js';
import type { HeldSignIn } from '../../core/identity/heldSignIn.js';
import type { HeldSignIns } from '../../core/identity/heldSignIns.js';
import { signInWay, type IdentitySignIns, type SignInWindow } from '../../core/identity/signIn.js';
import { AccessRole } from './accessRole.js';
import { ApplicationKeys, type ProfileKeys } from './applicationKeys.js';
import { CreateTokenWithIam } from './createTokenWithIam.js';
import { IdentityClients, type IdentityClientSettings } from './identityClients.js';
import { IdentityCredentials } from './identityCredentials.js';
import { IdentitySignIn } from './identitySignIn.js';
import type { IdentitySteps } from './identityWay.js';
import { OpenIdProvider, type OpenIdSettings } from './openIdProvider.js';

export interface IdentitiesSettings extends IdentityClientSettings, OpenIdSettings {
  /** AWS's time. */
  readonly clock: Clock;
  readonly profileKeys: ProfileKeys;
}

/** Signs in and out with identities, and gives their keys to the SDK's clients. */
export class Identities implements IdentitySignIns, Disposable {
  private readonly made = new Map<HeldSignIn, IdentityCredentials>();
  private readonly signingIn = new JoinedCalls<undefined>();
  private readonly steps: IdentitySteps;
  private readonly provider: IdentitySignIn;
  private readonly clock: Clock;

  constructor(
    private readonly held: HeldSignIns,
    settings: IdentitiesSettings,
  ) {
    const clients = new IdentityClients(settings);
    const provider = new OpenIdProvider(settings);
    this.clock = settings.clock;
    this.provider = new IdentitySignIn(provider, settings.clock);
    this.steps = {
      provider,
      applicationKeys: new ApplicationKeys(clients, settings.profileKeys),
      createToken: new CreateTokenWithIam(clients),
      accessRole: new AccessRole(clients),
    };
  }

  /** The keys of an identity's sessions. Throws a sentence where there is no such identity. */
  keys(name: string): AwsCredentialIdentityProvider {
    return this.credentialsOf(this.held.of(name)).provider;
  }

  /** AWS refused the keys: the next call makes new ones. */
  dropKeys(name: string): void {
    for (const [{ entry }, credentials] of this.made) if (entry.name === name) credentials.dropKeys();
  }

  async signIn(name: string, withCode: boolean, window: SignInWindow, signal: AbortSignal): Promise<void> {
    const way = signInWay(window, withCode);
    await this.signingIn.run(`${way} ${name}`, signal, async (stop) => {
      const held = this.held.of(name);
      const tokens =
        way === 'browser'
          ? await this.provider.inBrowser(held.entry, window, stop)
          : await this.provider.byCode(held.entry, window, stop);
      await this.credentialsOf(held).begin(tokens, stop);
      return undefined;
    });
  }

  async signOut(name: string, signal: AbortSignal): Promise<void> {
    await this.credentialsOf(this.held.of(name)).end(signal);
  }

  dispose(): void {
    for (const credentials of this.made.values()) credentials.dispose();
  }

  /** One object for each sign-in, since it renews one at a time. */
  private credentialsOf(held: HeldSignIn): IdentityCredentials {
    const known = this.made.get(held);
    if (known !== undefined) return known;
    const credentials = new IdentityCredentials(held, this.steps, this.clock);
    this.made.set(held, credentials);
    return credentials;
  }
}
