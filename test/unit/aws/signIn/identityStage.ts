import type { AwsCredentialIdentity } from '@smithy/types';
import https from 'node:https';
import { AccessRole } from '../../../../src/aws/signIn/accessRole.js';
import { ApplicationKeys } from '../../../../src/aws/signIn/applicationKeys.js';
import { CreateTokenWithIam } from '../../../../src/aws/signIn/createTokenWithIam.js';
import { IdentityClients } from '../../../../src/aws/signIn/identityClients.js';
import { IdentityCredentials } from '../../../../src/aws/signIn/identityCredentials.js';
import { IdentitySignIn } from '../../../../src/aws/signIn/identitySignIn.js';
import { OpenIdProvider } from '../../../../src/aws/signIn/openIdProvider.js';
import { UserError } from '../../../../src/core/base/userError.js';
import { HeldSignIn } from '../../../../src/core/identity/heldSignIn.js';
import type { IdentityEntry } from '../../../../src/core/identity/identity.js';
import type { DeviceCode, SignInWindow } from '../../../../src/core/identity/signIn.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import { AwsEmulator } from '../../../emulator/awsEmulator.js';
import type { IdentityProvider } from '../../../emulator/identityProvider/identityProvider.js';
import type { ProviderRules } from '../../../emulator/identityProvider/providerRules.js';
import { ScriptedBrowser } from '../../../emulator/identityProvider/scriptedBrowser.js';
import { identityWorld, type IdentityWorld } from '../../../emulator/identityWorld.js';
import { AwsHome } from '../../../fakes/awsHome.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';
import { clientId, startProvider } from '../../emulator/identityProvider/openIdClient.js';

export interface StageOptions {
  /** Of the provider. */
  readonly rules?: Partial<ProviderRules>;
  /** What the entry of the setting differs in. */
  readonly entry?: Readonly<Record<string, unknown>>;
  readonly requestTimeoutMs?: number;
}

/** A company's provider and its AWS, one clock for both and for the product, and one identity of the product. */
export class IdentityStage {
  readonly log = new CollectedLog();
  readonly secrets = new MemorySecrets();
  /** What was shown to the person: codes. */
  readonly shown: DeviceCode[] = [];
  /** How often a client secret was forgotten. */
  forgottenSecrets = 0;
  /** The profiles whose keys were dropped. */
  readonly droppedProfiles: string[] = [];
  readonly never = new AbortController().signal;
  /** What the browser does with the sign-in page. */
  visit = (url: URL): Promise<unknown> => new ScriptedBrowser(this.provider.certificatePem).open(url);
  /** What the product needs of VS Code's window. */
  readonly browser: SignInWindow = {
    place: { isWeb: false, remoteName: undefined },
    canUseCode: true,
    openBrowser: (address) => {
      // A window does not wait for its browser; what goes wrong there is seen in what comes back.
      this.visit(new URL(address)).catch(() => undefined);
      return Promise.resolve(true);
    },
    showCode: (code) => {
      this.shown.push(code);
      return { dispose: () => undefined };
    },
  };
  /** Gives the keys of the profile that signs, where one does. */
  profileKeys = (): Promise<AwsCredentialIdentity> => {
    const { accessKeyId, secretAccessKey } = this.world.anna;
    return Promise.resolve({ accessKeyId, secretAccessKey });
  };
  requestTimeoutMs: number;

  private constructor(
    readonly clock: FakeClock,
    readonly provider: IdentityProvider,
    readonly aws: AwsEmulator,
    readonly world: IdentityWorld,
    readonly home: AwsHome,
    readonly entry: IdentityEntry,
    requestTimeoutMs: number,
  ) {
    this.requestTimeoutMs = requestTimeoutMs;
    // As VS Code does it for the extension host.
    https.globalAgent.options.ca = provider.certificatePem;
  }

  static async start(options: StageOptions = {}): Promise<IdentityStage> {
    const clock = new FakeClock();
    const provider = await startProvider({ now: () => clock.now(), ...options.rules });
    const { issuer } = provider;
    const world = identityWorld({
      issuer,
      audiences: [clientId],
      keys: { jwksUri: `${issuer}/jwks`, ca: provider.certificatePem },
    });
    const aws = await AwsEmulator.start({ world, now: () => clock.now() });
    const home = await AwsHome.enter({ AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: '1' });
    const setting = {
      name: 'company',
      issuer,
      clientId,
      applicationArn: world.application.applicationArn,
      identityCenterRegion: 'us-east-1',
      applicationCredentials: { roleArn: world.roles.signer.arn },
      accessRoleArn: world.roles.access.arn,
      ...options.entry,
    };
    const { identities, problems } = parseIdentitySettings([setting]);
    if (identities[0] === undefined) throw new Error(problems.join());
    return new IdentityStage(
      clock,
      provider,
      aws,
      world,
      home,
      identities[0],
      options.requestTimeoutMs ?? 5000,
    );
  }

  /** A window of the product; another one shares the secrets alone. */
  window(entry = this.entry, secret?: string) {
    const clockOffsetMs = (): number => this.clock.now() - Date.now();
    const clients = new IdentityClients({
      version: '0.0.0',
      env: this.home.env,
      requestTimeoutMs: () => this.requestTimeoutMs,
      clockOffsetMs,
      onServerDate: () => undefined,
    });
    const provider = new OpenIdProvider({
      requestTimeoutMs: () => this.requestTimeoutMs,
      clockOffsetMs,
      clientSecrets: {
        get: () => Promise.resolve(secret),
        forget: () => Promise.resolve(void (this.forgottenSecrets += 1)),
      },
    });
    const held = new HeldSignIn(entry, this.secrets, this.clock, this.log);
    const steps = {
      provider,
      applicationKeys: new ApplicationKeys(clients, {
        provider: () => Promise.resolve(() => this.profileKeys()),
        drop: (profile) => this.droppedProfiles.push(profile),
      }),
      createToken: new CreateTokenWithIam(clients),
      accessRole: new AccessRole(clients),
    };
    const credentials = new IdentityCredentials(held, steps, this.clock);
    const signIn = new IdentitySignIn(provider, this.clock);
    return {
      held,
      credentials,
      signIn,
      provider,
      createToken: steps.createToken,
      /** A person signs in with the browser. */
      enter: async () =>
        credentials.begin(await signIn.inBrowser(entry, this.browser, this.never), this.never),
      /** The keys as the SDK gets them, or the sentence. */
      keys: () => outcome(credentials.provider()),
    };
  }

  /** What was asked of AWS, in order; refusals with their names. */
  get calls(): readonly string[] {
    return this.aws.requests.map(({ operation, errorName, fault }) =>
      [operation, errorName ?? fault].filter((part) => part !== undefined).join(' '),
    );
  }

  /** What was asked of the provider's token endpoint, in order. */
  get grants(): readonly string[] {
    const asked = this.provider.requests.filter(({ path }) => path === '/token');
    return asked.map(({ grantType = '', error }) => [grantType, error].filter(Boolean).join(' '));
  }

  async close(): Promise<void> {
    // Undefined would count: what an agent has goes before what a request says.
    delete https.globalAgent.options.ca;
    https.globalAgent.destroy();
    await Promise.all([this.provider.close(), this.aws.close()]);
    await this.home.leave();
  }
}

/** "keys", or the sentence that a person reads, with its action. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'keys';
  } catch (error) {
    return error instanceof UserError ? error.message : String(error);
  }
}
