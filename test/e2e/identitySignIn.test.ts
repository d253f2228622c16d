import assert from 'node:assert/strict';
import { IdentityStage } from './identityStage.js';
import type { Workbench } from './workbench.js';

describe('a person on a computer that knows nothing of AWS', () => {
  let stage: IdentityStage;
  let workbench: Workbench;
  /** Whose the keys are is asked while the workgroups are: those two in any order. */
  const [caller, list] = ['GetCallerIdentity', 'ListWorkgroups'];
  const inOrder = (calls: readonly string[]): readonly (string | readonly string[])[] => {
    const first = calls.findIndex((call) => call === caller || call === list);
    return [...calls.slice(0, first), calls.slice(first, first + 2).toSorted(), ...calls.slice(first + 2)];
  };
  /** How much had been asked before the window was reloaded. */
  let askedBefore = 0;

  before(async () => {
    stage = await IdentityStage.open();
    workbench = stage.window.workbench;
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('pastes what an administrator sent', async () => {
    await workbench.openView('Redshift Serverless');
    await workbench.welcomeButton('Import Set-up…').click();
    await workbench.picker('Choose where the set-up is').waitFor();
    await workbench.pick('Paste the text…');
    await workbench.paste(stage.setup);
    await workbench.picture('identity-1-import');
    await workbench.page.keyboard.press('Enter');
  });

  it('reads what it would add before anything is written, and says yes', async () => {
    const dialog = workbench.dialog('Import this set-up?');
    await dialog.getByText(stage.provider.issuer).waitFor();
    await workbench.picture('identity-2-confirm');
    assert.equal(await workbench.row('Acme').count(), 0);
    await dialog.getByRole('button', { name: 'Import' }).click();
    await workbench.row('Not signed in with "Acme"').waitFor();
    assert.deepEqual(stage.calls, [], 'nobody is asked before the person wants to sign in');
  });

  it('presses Sign In… and sees a code', async () => {
    await workbench.notification('The set-up is imported').press('Sign In…');
    await workbench.picks.filter({ hasText: 'Copy the code' }).waitFor();
    await workbench.picture('identity-3-code');
    await workbench.pick('Copy the code');
    await workbench.picker('Copied. Waiting until the code is allowed in a browser').waitFor();
  });

  it('allows it at the company’s provider, and the workgroups are listed', async () => {
    const shown = await workbench.picks.filter({ hasText: 'Open the browser' }).innerText();
    const [address] = /https:\S+/.exec(shown) ?? [''];
    await stage.allowDevice(address, await workbench.clipboard(), 'identity-4-provider');
    await workbench.row(/Acme.*us-east-1.*anna@example\.com/).waitFor();
    await workbench.row('marketing').waitFor();
    await workbench.quickInput.waitFor({ state: 'hidden' });
    await workbench.picture('identity-5-signed-in');
  });

  it('ticks a workgroup and gets a token, counted down', async () => {
    await workbench.tick('marketing');
    await workbench.viewTitleAction(/Get Token/);
    await workbench.statusBarItem(/60\s*min/).waitFor();
    await workbench.row(/marketing.*60\s*min/).waitFor();
    await workbench.picture('identity-6-token');
    assert.deepEqual(inOrder(stage.calls), [
      'provider: code for a device',
      'provider: device_code',
      'AssumeRoleWithWebIdentity',
      'CreateTokenWithIAM',
      'AssumeRole',
      [caller, list],
      'GetIdentityCenterAuthToken',
    ]);
  });

  it('finds the token after a reload, and nobody was asked for it', async () => {
    await workbench.openView('Explorer');
    await workbench.closeSideBar();
    askedBefore = stage.calls.length;
    await workbench.reload();
    await workbench.statusBarItem(/\d+\s*min/).waitFor();
    await workbench.picture('identity-7-reloaded');
    assert.deepEqual(stage.calls.slice(askedBefore), []);
  });

  it('is still signed in: the workgroups are listed again without a question', async () => {
    await workbench.openView('Redshift Serverless');
    await workbench.row(/marketing.*min/).waitFor();
    await workbench.row(/Acme.*anna@example\.com/).waitFor();
    await workbench.picture('identity-8-renewed');
    assert.deepEqual(inOrder(stage.calls.slice(askedBefore)), [
      'provider: refresh_token',
      'AssumeRoleWithWebIdentity',
      'CreateTokenWithIAM',
      'AssumeRole',
      [caller, list],
    ]);
  });

  it('has no files of AWS, and no more than one token was made', async () => {
    assert.deepEqual(
      {
        files: await stage.filesOfAws(),
        tokens: stage.aws.tokens.map(({ workgroupNames }) => workgroupNames),
      },
      { files: [], tokens: [['marketing']] },
    );
  });
});
