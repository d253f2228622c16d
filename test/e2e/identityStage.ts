import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { AwsEmulator } from '../emulator/awsEmulator.js';
import { companySettings, companyWorld, startCompanyProvider } from '../emulator/identityCompany.js';
import type { IdentityProvider } from '../emulator/identityProvider/identityProvider.js';
import type { IdentityWorld } from '../emulator/identityWorld.js';
import { temporaryFolder } from '../host/temporaryFolder.js';
import { allowAtProvider } from './codePages.js';
import { TestWindow } from './window.js';
import { Workbench } from './workbench.js';

const users = [
  { sub: 'u-anna', email: 'anna@example.com', name: 'Anna' },
  { sub: 'u-ben', email: 'ben@example.com', name: 'Ben' },
];

/** The packaged extension on a computer that knows nothing of AWS, in a company whose people sign in at a provider. */
export class IdentityStage {
  private constructor(
    readonly provider: IdentityProvider,
    readonly aws: AwsEmulator,
    /** The company's AWS; may be changed at any time. */
    readonly world: IdentityWorld,
    readonly window: TestWindow,
    /** What the company's administrator sends around, as text. */
    readonly setup: string,
  ) {}

  static async open(): Promise<IdentityStage> {
    const provider = await startCompanyProvider({ rules: { pollingIntervalMs: 1000 }, users });
    const world = companyWorld(provider);
    const aws = await AwsEmulator.start({ world });
    const authority = join(await temporaryFolder('authority-'), 'ca.pem');
    await writeFile(authority, provider.certificatePem);
    const window = await TestWindow.open({
      env: {
        AWS_ENDPOINT_URL: aws.url,
        NODE_EXTRA_CA_CERTS: authority,
        AWS_CONFIG_FILE: undefined,
        AWS_SHARED_CREDENTIALS_FILE: undefined,
      },
      prepare: (stage) => rm(join(stage.folder, 'home', '.aws'), { recursive: true }),
      trustsAnyCertificate: true,
    });
    const setup = JSON.stringify({ version: 1, ...companySettings(provider.issuer, world) });
    return new IdentityStage(provider, aws, world, window, setup);
  }

  /** What the AWS CLI, or anything that works like it, has left in the person's home. */
  async filesOfAws(): Promise<readonly string[]> {
    const names = await readdir(join(this.window.stage.folder, 'home'));
    return names.filter((name) => name.startsWith('.aws'));
  }

  /** Allows a code at the provider, as Anna or who has this email. Keeps a picture under this name. */
  async allowDevice(address: string, code: string, picture: string, email?: string): Promise<void> {
    const look = (page: Page): Promise<void> => new Workbench(page).picture(picture);
    await allowAtProvider(this.window.browser.context, address, code, look, email);
  }

  /** What the person's settings say of the extension, as VS Code has written them. (It moves its own to newer names.) */
  async settings(): Promise<Readonly<Record<string, unknown>>> {
    const file = join(this.window.server.dataFolder, 'data', 'User', 'settings.json');
    const written = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    return Object.fromEntries(Object.entries(written).filter(([key]) => key.startsWith('redshiftIdc.')));
  }

  /** What was asked of the provider and of AWS that matters to a sign-in, in order. Waiting for the person is left out. */
  get calls(): readonly string[] {
    const atProvider = this.provider.requests
      .filter(({ path, clientId }) => /^\/(token|device\/…)$/.test(path) && clientId !== undefined)
      .filter(({ method, error }) => method === 'POST' && error !== 'authorization_pending')
      .map(({ grantType = 'code for a device', error, at }) => ({
        at,
        call: [`provider: ${grantType.split(':').at(-1) ?? ''}`, error],
      }));
    const atAws = this.aws.requests.map(({ operation, errorName, at }) => ({
      at,
      call: [operation, errorName],
    }));
    // An answer of the provider comes before what is asked with it.
    return [...atProvider, ...atAws]
      .sort((one, other) => one.at - other.at)
      .map(({ call }) => call.filter((part) => part !== undefined).join(' '));
  }

  async close(): Promise<void> {
    await this.window.close();
    await Promise.all([this.provider.close(), this.aws.close()]);
  }
}
