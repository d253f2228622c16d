import { deepEqual, equal } from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extension, reset, run, setSetting, tokenStates } from './extensionUnderTest.js';
import { HostedAws } from './hostedAws.js';
import { runAndPick } from './picker.js';
import { until } from './until.js';

/** Longer than an extension takes to list after a change, so that nothing more comes. */
const quietMs = 700;

const focusView = async (): Promise<void> => {
  await vscode.commands.executeCommand('redshiftIdc.workgroups.focus');
};

describe(`sources in VS Code ${vscode.version}`, () => {
  let aws: HostedAws;

  before(async () => {
    await extension().activate();
    aws = await HostedAws.start();
  });

  beforeEach(async () => {
    await reset();
    await aws.writeConfig();
    await delay(quietMs);
    aws.forgetRequests();
  });

  after(async () => {
    await reset();
    await aws.emulator.close();
  });

  it('follow the setting while the view is open', async () => {
    await focusView();
    await setSetting('sources', [{ profile: 'finance-eu', region: 'eu-central-1' }]);
    await until('the other source is listed', () => aws.listings.includes('eu-central-1 FinanceReader'));
  });

  it('follow the AWS files when another program rewrites them', async () => {
    await focusView();
    await until('the view shows the first region', () => aws.listings.length > 0);
    deepEqual(aws.listings, ['us-east-1 RedshiftAnalyst']);
    aws.forgetRequests();
    await aws.writeConfig('us-west-2');
    await until('the other region is listed', () => aws.listings.length > 0);
    deepEqual(aws.listings, ['us-west-2 RedshiftAnalyst']);
  });

  it('do not hinder each other when one may not list', async () => {
    await setSetting('sources', [
      { profile: 'locked-down', region: 'us-east-1' },
      { profile: 'analytics', region: 'us-west-2' },
    ]);
    await focusView();
    await until('both were asked', () => aws.asked('ListWorkgroups').length === 2);
    const answers = aws.asked('ListWorkgroups').map(({ region, status }) => `${region ?? ''} ${status}`);
    deepEqual(answers.sort(), ['us-east-1 400', 'us-west-2 200']);
    await vscode.commands.executeCommand('workbench.action.closeSidebar');
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'accept']);
    deepEqual([aws.tokenCalls, tokenStates()], [[['analytics-dr']], ['analytics-dr valid']]);
  });

  it('count where other entries of the setting have a wrong shape', async () => {
    await setSetting('sources', [
      'analytics',
      { profile: 'analytics', region: 5 },
      { profile: 'analytics', region: 'us-west-2' },
      { profile: ['analytics'], region: 'us-east-1' },
    ]);
    await focusView();
    await until('the good entry is listed', () => aws.listings.length > 0);
    await delay(quietMs);
    deepEqual(aws.listings, ['us-west-2 RedshiftAnalyst']);
  });

  it('are none where the setting is no list', async () => {
    await setSetting('sources', { profile: 'analytics', region: 'us-east-1' });
    await focusView();
    await run('redshiftIdc.refreshWorkgroups');
    await delay(quietMs);
    equal(aws.emulator.requests.length, 0);
  });

  it('are listed anew on Refresh Workgroups', async () => {
    await focusView();
    await until('the view is filled', () => aws.listings.length === 1);
    await delay(quietMs);
    await run('redshiftIdc.refreshWorkgroups');
    equal(aws.listings.length, 2);
  });
});
