import assert from 'node:assert/strict';
import { actionTitle, UserError } from '../../../../src/core/base/userError.js';
import type { DeviceCode, SignInWindow, WindowPlace } from '../../../../src/core/identity/signIn.js';
import type { AwsEmulatorOptions } from '../../../emulator/awsEmulator.js';
import { makeIdentityCenter } from '../../../emulator/world/identityCenter.js';
import { makePlace } from '../../../emulator/world/world.js';
import { accountId, startCompany } from '../../../fakes/company.js';
import type { FakeClock } from '../../../fakes/fakeClock.js';
import type { Product } from '../../../fakes/product.js';

const region = 'us-east-1';

/** The company's Identity Center, where Anna may use a role that lists workgroups. */
export const center = makeIdentityCenter({
  accountId,
  region,
  users: [
    { userName: 'anna@example.com', assignments: [{ accountId, roleName: 'Analyst' }] },
    { userName: 'ben@example.com' },
  ],
});

const role = `sso_account_id = ${accountId}\nsso_role_name = Analyst\nregion = ${region}\n`;
const place = `sso_start_url = ${center.startUrl}\nsso_region = ${region}\n`;

const sessionConfig = `[profile analytics]\nsso_session = corp\n${role}[sso-session corp]\n${place}`;
export const legacyConfig = `[profile analytics]\n${place}${role}`;

/** A computer whose profile "analytics" is signed out of the company's Identity Center. */
export function startSignedOut(
  config = sessionConfig,
  options: Partial<AwsEmulatorOptions> = {},
): Promise<Product> {
  return startCompany({
    config,
    credentials: '',
    world: {
      principals: [],
      places: [makePlace(accountId, region, [{ workgroupName: 'analytics' }])],
      identityCenters: [center],
    },
    ...options,
  });
}

/** A window whose browser does at once what the emulator's page says; it may be told otherwise. */
export class FakeWindow implements SignInWindow {
  readonly opened: URL[] = [];
  readonly codes: DeviceCode[] = [];
  isShowingCode = false;
  place: WindowPlace = { isWeb: false, remoteName: undefined };
  canUseCode = true;
  browse: (address: URL) => Promise<boolean> = async (address) => (await fetch(address)).ok;
  /** Hears of each code as it is shown. */
  onCode: (code: DeviceCode) => void = () => undefined;

  openBrowser(address: string): Promise<boolean> {
    this.opened.push(new URL(address));
    return this.browse(new URL(address));
  }

  showCode(code: DeviceCode): { dispose(): void } {
    this.codes.push(code);
    this.isShowingCode = true;
    this.onCode(code);
    return { dispose: () => (this.isShowingCode = false) };
  }
}

/** Lets time pass in steps while something is under way that waits for it. */
export async function whileTimePasses<T>(clock: FakeClock, job: Promise<T>, stepMs = 1000): Promise<T> {
  let isDone = false;
  const end = job.then(
    () => (isDone = true),
    () => (isDone = true),
  );
  const passing = async (): Promise<void> => {
    // The emulator answers over a real socket meanwhile.
    await new Promise((resolve) => setTimeout(resolve, 3));
    if (isDone) return;
    if (clock.waiting > 0) clock.advance(stepMs);
    await passing();
  };
  await Promise.all([end, passing()]);
  return job;
}

/** What a person reads where the job fails. */
export async function sentenceOf(job: Promise<unknown>): Promise<readonly [text: string, button: string]> {
  const error: unknown = await job.then(
    () => assert.fail('it should have failed'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UserError, String(error));
  return [error.message, actionTitle(error.action)];
}

/** The operations that were called, in order. */
export function operationsOf({ aws }: Product): readonly string[] {
  return aws.requests.map(({ operation }) => operation);
}
