import assert from 'node:assert/strict';
import { companySettings } from '../emulator/identityCompany.js';
import { copiedBy } from './copiedBy.js';
import { IdentityStage } from './identityStage.js';
import type { Workbench } from './workbench.js';

const source = /Acme.*us-east-1/;
const report = 'Diagnosis of Acme in us-east-1';
const anna = 'anna@example.com';
const countdown = /\d+\s*min/;

describe('a person who sets up an identity by hand', () => {
  let stage: IdentityStage;
  let workbench: Workbench;

  /** Allows the code that shows, as the person with this email. */
  const signInAs = async (email: string, picture: string): Promise<void> => {
    await workbench.pick('Copy the code');
    await workbench.picker('Copied. Waiting until the code is allowed in a browser').waitFor();
    const shown = await workbench.picks.filter({ hasText: 'Open the browser' }).innerText();
    const [address] = /https:\S+/.exec(shown) ?? [''];
    await stage.allowDevice(address, await workbench.clipboard(), picture, email);
    await workbench.quickInput.waitFor({ state: 'hidden' });
  };

  const signOut = async (picture: string): Promise<void> => {
    await workbench.runRowCommand(source, 'Sign Out');
    const dialog = workbench.dialog('Sign out of the identity Acme?');
    await dialog.waitFor();
    await workbench.picture(picture);
    await dialog.getByRole('button', { name: 'Sign Out' }).click();
    await workbench.row('Not signed in with "Acme"').waitFor();
  };

  const getToken = async (): Promise<void> => {
    await workbench.viewTitleAction(/Get Token/);
    await workbench.statusBarItem(/60\s*min/).waitFor();
  };

  /** Runs Diagnose… on the source, and what the message's button puts into the clipboard. */
  const diagnosed = async (verdict: string, button: string, picture: string): Promise<string> => {
    await workbench.runRowCommand(source, 'Diagnose…');
    const message = workbench.notification(`${report}: ${verdict}.`);
    await message.appears();
    await workbench.picture(picture);
    return copiedBy(workbench, () => message.press(button));
  };

  /** Whose sessions got a token so far. */
  const principals = (): readonly (string | undefined)[] =>
    stage.aws.tokens.map(({ principalArn }) => principalArn.split('/').at(-1));

  before(async () => {
    stage = await IdentityStage.open();
    workbench = stage.window.workbench;
    // Diagnose… looks for the host and knocks at the port, and these are there.
    const { port } = new URL(stage.aws.url);
    for (const { endpoint } of stage.world.places.flatMap(({ workgroups }) => workgroups))
      if (endpoint !== undefined) Object.assign(endpoint, { address: 'localhost', port: Number(port) });
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('gives up midway, and nothing is written', async () => {
    await workbench.openView('Redshift Serverless');
    const before = await stage.settings();
    await workbench.runCommand('Redshift: Add Identity…');
    await workbench.inputTitle('Add Identity (1 of 10)').waitFor();
    await workbench.type('Acme');
    await workbench.inputTitle('Add Identity (2 of 10)').waitFor();
    await workbench.type(stage.provider.issuer);
    await workbench.inputTitle('Add Identity (3 of 10)').waitFor();
    await workbench.page.keyboard.press('Escape');
    await workbench.quickInput.waitFor({ state: 'hidden' });
    assert.deepEqual(await stage.settings(), before);
  });

  it('is told of a wrong value at once, and goes on from there', async () => {
    const { issuer } = stage.provider;
    await workbench.runCommand('Redshift: Add Identity…');
    await workbench.inputTitle('Add Identity (1 of 10)').waitFor();
    await workbench.type('Acme');
    await workbench.inputTitle('Add Identity (2 of 10)').waitFor();
    await workbench.type(`${issuer}/.well-known/openid-configuration`);
    await workbench
      .inputProblem('The issuer is the https URL that the OpenID provider calls itself')
      .waitFor();
    await workbench.picture('commands-1-wrong-issuer');
    await workbench.quickInput.fill('');
    await workbench.type(issuer);
    await workbench.inputTitle('Add Identity (3 of 10)').waitFor();
  });

  it('answers field by field, and the identity is written as a set-up file would write it', async () => {
    const { identities } = companySettings(stage.provider.issuer, stage.world);
    const [identity] = identities;
    assert.ok(identity);
    await workbench.type(identity.clientId);
    await workbench.inputTitle('Add Identity (4 of 10)').waitFor();
    await workbench.page.keyboard.press('Enter');
    await workbench.inputTitle('Add Identity (5 of 10)').waitFor();
    await workbench.pick('ID token');
    await workbench.inputTitle('Add Identity (6 of 10)').waitFor();
    await workbench.type(identity.applicationArn);
    await workbench.inputTitle('Add Identity (7 of 10)').waitFor();
    await workbench.type(identity.identityCenterRegion);
    await workbench.picker('Whose AWS keys sign for the application?').waitFor();
    await workbench.pick('A role that takes the ID token');
    await workbench.picker('arn:aws:iam::123456789012:role/TokenExchange').waitFor();
    await workbench.type(identity.applicationCredentials.roleArn);
    await workbench.inputTitle('Add Identity (9 of 10)').waitFor();
    await workbench.type(identity.accessRoleArn);
    await workbench.inputTitle('Add Identity (10 of 10)').waitFor();
    await workbench.picture('commands-2-last-field');
    await workbench.pick('No');
    await workbench.notification('Identity "Acme" added.').appears();
    assert.deepEqual((await stage.settings())['redshiftIdc.identities'], identities);
  });

  it('adds a source by the button of the message', async () => {
    await workbench.notification('Identity "Acme" added.').press('Add Source…');
    await workbench.picker('Choose AWS profiles or identities').waitFor();
    await workbench.pickMany(['Acme']);
    await workbench.picker('Choose the regions of Acme').waitFor();
    await workbench.acceptPicks();
    await workbench.row('Not signed in with "Acme"').waitFor();
    await workbench.picture('commands-3-source');
    const { sources } = companySettings(stage.provider.issuer, stage.world);
    assert.deepEqual((await stage.settings())['redshiftIdc.sources'], sources);
    assert.deepEqual(stage.calls, [], 'nobody is asked before the person wants to sign in');
  });

  it('signs in by the row’s menu as Anna, and the workgroups are listed', async () => {
    await workbench.runRowCommand(source, 'Sign In…');
    await signInAs('anna@example.com', 'commands-4-provider');
    await workbench.row(/Acme.*us-east-1.*anna@example\.com/).waitFor();
    await workbench.row('analytics').waitFor();
    await workbench.tick('marketing');
    await getToken();
    await workbench.picture('commands-5-token');
    assert.deepEqual(principals(), ['anna@example.com']);
  });

  it('has the source diagnosed, and copies the report without account ids', async () => {
    const copied = await diagnosed(
      'nothing wrong was found',
      'Copy without Account Ids',
      'diagnose-1-report',
    );
    assert.match(
      await workbench.editorText(),
      /Diagnosis of Acme in us-east-1: nothing wrong was found[^]*ok: /,
    );
    assert.match(await workbench.editorText(), /123456789012/);
    assert.match(copied, /^# Diagnosis of Acme in us-east-1: nothing wrong was found\n[^]*account-A/);
    assert.doesNotMatch(copied, /123456789012/);
  });

  it('copies a request for an administrator that names the workgroup by its ARN', async () => {
    const [place] = stage.world.places;
    const arn = place?.workgroups.find(({ workgroupName }) => workgroupName === 'marketing')?.workgroupArn;
    assert.ok(arn);
    await workbench.runRowCommand('marketing', 'Copy Set-up Request');
    const message = workbench.notification('The set-up request is copied.');
    await message.appears();
    await workbench.picture('commands-6-request');
    const request = await workbench.clipboard();
    assert.match(request, /^# Request: Redshift Serverless as oneself, in VS Code\n/);
    assert.deepEqual(
      request.split('\n').filter((line) => line.startsWith('- ')),
      [`- marketing in us-east-1: ${arn}`],
    );
  });

  it('signs out, and the tokens of the identity are forgotten', async () => {
    await signOut('commands-7-sign-out');
    await workbench.statusBarItem(countdown).waitFor({ state: 'detached' });
    await workbench.statusBarItem('no token').waitFor();
    await workbench.picture('commands-8-signed-out');
  });

  it('signs in where the access role does not trust sts:SetContext, and reads just that', async () => {
    stage.world.roles.access.trust.maySetContext = false;
    await workbench.runRowCommand(source, 'Sign In…');
    await signInAs('anna@example.com', 'commands-9-provider');
    await workbench
      .row(/The role .*RedshiftAccess may not carry an identity: its trust policy lacks sts:SetContext/)
      .waitFor();
    await workbench.picture('commands-10-no-context');
    const { arn } = stage.world.roles.access;
    assert.equal(
      await copiedBy(workbench, () =>
        workbench.rowInlineAction(/lacks sts:SetContext/, 'Do What the Row Offers'),
      ),
      `The role ${arn} may not carry an identity: its trust policy lacks sts:SetContext beside sts:AssumeRole. An administrator adds sts:SetContext to the trust policy of ${arn}.`,
    );
  });

  it('finds it in the diagnosis as the one line that failed', async () => {
    const { arn } = stage.world.roles.access;
    const copied = await diagnosed('1 failed', 'Copy', 'diagnose-2-broken');
    assert.deepEqual(
      copied.split('\n').filter((line) => /^- [✗!]|^ {2}→/.test(line)),
      [
        `- ✗ failed: Identity "Acme", AssumeRole. The role ${arn} may not carry an identity: its trust policy lacks sts:SetContext beside sts:AssumeRole.`,
        `  → Next: An administrator adds sts:SetContext to the trust policy of ${arn}.`,
      ],
    );
  });

  it('goes on as Anna once an administrator has put it right', async () => {
    stage.world.roles.access.trust.maySetContext = true;
    await workbench.viewTitleAction('Refresh Workgroups');
    await workbench.row(/lacks sts:SetContext/).waitFor({ state: 'detached' });
    await workbench.row('marketing').waitFor();
    await getToken();
    // The diagnosis has asked AWS for one as well.
    assert.deepEqual(principals(), [anna, anna, anna]);
  });

  it('leaves the computer to Ben, who finds nothing of Anna’s', async () => {
    await signOut('commands-11-sign-out');
    await workbench.statusBarItem(countdown).waitFor({ state: 'detached' });
    await workbench.row('Not signed in with "Acme"').click();
    await signInAs('ben@example.com', 'commands-12-provider');
    await workbench.row(/Acme.*us-east-1.*ben@example\.com/).waitFor();
    await workbench.row('marketing').waitFor();
    await workbench.picture('commands-13-ben');
    assert.equal(await workbench.row('anna@example.com').count(), 0);
    assert.equal(await workbench.statusBarItem(countdown).count(), 0);
    await getToken();
    assert.deepEqual(principals(), [anna, anna, anna, 'ben@example.com']);
  });
});
