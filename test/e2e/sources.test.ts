import assert from 'node:assert/strict';
import { AwsStage } from './awsStage.js';
import { copiedBy } from './copiedBy.js';
import type { Workbench } from './workbench.js';

describe('a person whose AWS files have no default profile', () => {
  let stage: AwsStage;
  let workbench: Workbench;

  before(async () => {
    stage = await AwsStage.open({ withDefaultProfile: false });
    workbench = stage.window.workbench;
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('is welcomed with a way to choose among the profiles there are', async () => {
    await workbench.openView('Redshift Serverless');
    await workbench.welcomeButton('Add Source…').waitFor();
    await workbench.picture('welcome');
    assert.equal(stage.aws.requests.length, 0);
  });

  it('adds several profiles at once, each with its region', async () => {
    await workbench.welcomeButton('Add Source…').click();
    await workbench.pickMany(['analytics', 'finance-eu', 'locked-down', 'no-identity']);
    for (const profile of ['analytics', 'finance-eu', 'locked-down', 'no-identity']) {
      await workbench.picker(`Choose the regions of ${profile}`).waitFor();
      if (profile === 'analytics') await workbench.picture('regions');
      await workbench.acceptPicks();
    }
    await workbench.row('finance-eu').waitFor();
    await workbench.row(/^analytics.*us-east-1 · 123456789012/).waitFor();
  });

  it('sees the failure of one source in its own row, the others untouched, and copies the policy', async () => {
    const problem = workbench.row('redshift-serverless:ListWorkgroups');
    await problem.waitFor();
    await workbench.row('marketing').waitFor();
    await workbench.picture('sources');
    assert.match(
      await copiedBy(workbench, () => problem.click()),
      /"Action": "redshift-serverless:ListWorkgroups"/,
    );
  });

  it('adds a workgroup by its endpoint where listing is denied, and gets its token', async () => {
    await workbench.runRowCommand('locked-down', 'Add Workgroup…');
    await workbench.type('audit.111122223333.us-east-1.redshift-serverless.amazonaws.com:5439/records');
    await workbench.row(/^audit.*given/).waitFor();
    await workbench.rowInlineAction(/^audit/, 'Get Token');
    await workbench.row(/^audit.*60\s*min/).waitFor();
    await workbench.picture('given');
    await workbench.runRowCommand(/^audit/, 'Copy Connection…');
    await workbench.find('JDBC: URL');
    await workbench.notification('Copied the connection to audit').appears();
    assert.match(await workbench.clipboard(), /:5439\/records;/);
    await workbench.runRowCommand(/^audit/, 'Remove Workgroup');
    await workbench.row(/^audit/).waitFor({ state: 'detached' });
    assert.deepEqual(stage.tokenCalls, [['audit']]);
  });

  it('learns that credentials carry no identity', async () => {
    await workbench.collapse('analytics');
    await workbench.rowInlineAction('sales-reporting', 'Get Token');
    const message = workbench.notification('carry no Identity Center identity (profile "no-identity")');
    await message.appears();
    await workbench.picture('no-identity');
    assert.deepEqual(stage.tokenCalls, [['audit']]);
  });

  it('lets another profile get the tokens of what this one browses', async () => {
    await workbench.notification('carry no Identity Center identity').press('Choose Other Credentials…');
    await workbench.picker('Choose credentials that carry an Identity Center identity').waitFor();
    await workbench.picture('other-credentials');
    await workbench.pick('analytics');
    await workbench.row(/no-identity.*tokens by analytics/).waitFor();
    await workbench.statusBarItem(/60\s*min/).waitFor();
    assert.deepEqual(stage.tokenCalls, [['audit'], ['sales-reporting']]);
  });

  it('finds workgroups in all regions and adds those', async () => {
    await workbench.runCommand('Redshift: Find Workgroups in All Regions…');
    await workbench.pick('analytics');
    await workbench.picker('Choose the regions to add').waitFor();
    await workbench.picture('regions-found');
    await workbench.acceptPicks();
    await workbench.row(/^analytics.*us-west-2/).waitFor();
  });

  it('removes a source', async () => {
    await workbench.runRowCommand('locked-down', 'Remove Source');
    await workbench.row('locked-down').waitFor({ state: 'detached' });
    await workbench.row('finance-eu').waitFor();
  });
});
