import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AwsEmulator } from '../emulator/awsEmulator.js';
import { makeIdentityCenter } from '../emulator/world/identityCenter.js';
import { makePlace } from '../emulator/world/world.js';
import { allowAtIdentityCenter } from './codePages.js';
import { TestWindow } from './window.js';
import type { Workbench } from './workbench.js';

const accountId = '123456789012';
const region = 'us-east-1';
const hourMs = 3_600_000;
const animationsMs = 500;
/** How often AWS is asked whether the code was allowed. */
const intervalMs = 1000;
const center = makeIdentityCenter({
  accountId,
  region,
  users: [{ userName: 'anna@example.com', assignments: [{ accountId, roleName: 'Analyst' }] }],
});
const config = `[profile analytics]
sso_session = corp
sso_account_id = ${accountId}
sso_role_name = Analyst
region = ${region}

[sso-session corp]
sso_start_url = ${center.startUrl}
sso_region = ${region}
`;

describe('a person whose profile signs in by SSO', () => {
  let aws: AwsEmulator;
  let window: TestWindow;
  let workbench: Workbench;
  let cacheFile: string;

  before(async () => {
    aws = await AwsEmulator.start({
      world: {
        principals: [],
        places: [
          makePlace(accountId, region, [{ workgroupName: 'analytics' }, { workgroupName: 'marketing' }]),
        ],
        identityCenters: [center],
      },
    });
    window = await TestWindow.open({
      env: { AWS_ENDPOINT_URL: aws.url, AWS_PROFILE: 'analytics' },
      prepare: (stage) => writeFile(stage.configFile, config),
    });
    workbench = window.workbench;
    const name = createHash('sha1').update('corp').digest('hex');
    cacheFile = path.join(path.dirname(window.stage.configFile), 'sso', 'cache', `${name}.json`);
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(async () => {
    await window.close();
    await aws.close();
  });

  const operations = (): readonly string[] => aws.requests.map(({ operation }) => operation);
  const kept = () => readdir(path.dirname(cacheFile));
  const signedOutRow = () => workbench.row('Profile "analytics" is not signed in');

  it('is told so in the tree, and nothing opens by itself', async () => {
    await workbench.openView('Redshift Serverless');
    await signedOutRow().waitFor();
    await workbench.picture('sign-in-needed');
    assert.deepEqual(
      { operations: operations(), pages: workbench.page.context().pages().length },
      {
        operations: [],
        pages: 1,
      },
    );
  });

  it('presses Sign In…, sees a code, and copies it only by asking', async () => {
    await signedOutRow().click();
    await workbench.picks.filter({ hasText: 'Copy the code' }).waitFor();
    await workbench.picture('sign-in-code');
    assert.equal(await workbench.clipboard(), '');
    await workbench.pick('Copy the code');
    await workbench.picker('Copied. Waiting until the code is allowed in a browser').waitFor();
    assert.match(await workbench.clipboard(), /^[A-Z]{4}-[A-Z]{4}$/);
  });

  it('allows it in another browser, and the workgroups are listed', async () => {
    await allowAtIdentityCenter(window.browser.context, aws.url, await workbench.clipboard());
    await workbench.row('marketing').waitFor();
    await workbench.row(/analytics.*123456789012/).waitFor();
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await workbench.picture('signed-in');
    assert.deepEqual(await kept(), [path.basename(cacheFile)]);
  });

  it('signs out for the AWS CLI too, after a question, and is told so in the tree', async () => {
    await workbench.runRowCommand(/analytics.*us-east-1/, 'Sign Out');
    const question = workbench.page.locator('.monaco-dialog-box');
    await question.getByText('The AWS CLI is signed out too').waitFor();
    await workbench.picture('sign-out-question');
    await question.getByRole('button', { name: 'Sign Out' }).click();
    await signedOutRow().waitFor();
    assert.deepEqual(
      { files: await kept(), isTold: operations().includes('Logout') },
      { files: [], isTold: true },
    );
  });

  it('signs in with another tool, and the workgroups are listed without a reload', async () => {
    const session = {
      center,
      userName: 'anna@example.com',
      scopes: [],
      clientId: '',
      endsAtMs: Infinity,
      isSignedOut: false,
    };
    const { value } = aws.identity.portal.giveAccessToken(session, hourMs, Date.now());
    const expiresAt = new Date(Date.now() + hourMs).toISOString();
    await writeFile(
      cacheFile,
      JSON.stringify({ startUrl: center.startUrl, region, accessToken: value, expiresAt }),
    );
    await signedOutRow().waitFor({ state: 'hidden' });
    await workbench.row('marketing').waitFor();
  });

  it('chooses where in the palette, puts the code away, and cancels by the message that still shows it', async () => {
    await workbench.runCommand('Redshift: Sign In…');
    await workbench.picker('Choose where to sign in').waitFor();
    await workbench.pick('corp');
    await workbench.picks.filter({ hasText: 'Copy the code' }).waitFor();
    await workbench.page.keyboard.press('Escape');
    const message = workbench.notification('Signing in for profile analytics');
    await message.appears();
    assert.match(await message.text(), /The code is [A-Z]{4}-[A-Z]{4}; allow it at http/);
    await workbench.picture('sign-in-waiting');
    await message.press('Cancel');
    await workbench.page.waitForTimeout(animationsMs);
    const asked = operations().length;
    await workbench.page.waitForTimeout(2 * intervalMs);
    assert.equal(operations().length, asked);
    await workbench.row('marketing').waitFor();
  });
});
