import assert from 'node:assert/strict';
import { AwsStage } from './awsStage.js';
import type { Workbench } from './workbench.js';

describe('a person with a mouse', () => {
  let stage: AwsStage;
  let workbench: Workbench;

  before(async () => {
    stage = await AwsStage.open();
    workbench = stage.window.workbench;
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('sees the workgroups of the default profile', async () => {
    await workbench.openWorkgroups();
    for (const name of ['analytics', 'finance', 'legacy-etl', 'marketing'])
      await workbench.row(name).waitFor();
    await workbench.row('123456789012').waitFor();
    await workbench.picture('tree');
  });

  it('ticks two and gets one token for both, counted down on the rows and in the status bar', async () => {
    await workbench.tick('analytics');
    await workbench.tick('marketing');
    await workbench.statusBarItem('no token').waitFor();
    await workbench.viewTitleAction(/Get Token/);
    await workbench.statusBarItem(/60\s*min/).waitFor();
    await workbench.row(/analytics.*60\s*min/).waitFor();
    await workbench.row(/marketing.*60\s*min/).waitFor();
    assert.deepEqual(stage.tokenCalls, [['analytics', 'marketing']]);
    await workbench.picture('token');
  });

  it('is asked once, five minutes before the end, and refreshes by the button', async () => {
    stage.letMinutesPass(55.2);
    await workbench.viewTitleAction('Refresh Workgroups');
    const prompt = workbench.notification('expires in');
    await prompt.appears();
    assert.equal(await prompt.text(), 'The Redshift token for analytics and 1 more expires in 5 minutes.');
    await workbench.statusBarItem(/5\s*min/).waitFor();
    await workbench.row(/analytics.*5\s*min, expiring/).waitFor();
    await workbench.picture('prompt');
    await prompt.press('Refresh');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    assert.equal(stage.tokenCalls.length, 2);
    await workbench.picture('refreshed');
  });

  it('copies a connection that holds a token for that workgroup alone', async () => {
    await workbench.runRowCommand('marketing', 'Copy Connection…');
    await workbench.picks.first().waitFor();
    await workbench.picture('copy-connection');
    await workbench.find('JDBC: URL');
    await workbench.notification('Copied the connection to marketing').appears();
    await workbench.picture('copied');
    const copied = await workbench.clipboard();
    const token = stage.aws.tokens.at(-1);
    assert.deepEqual(token?.workgroupNames, ['marketing']);
    const host = 'marketing.123456789012.us-east-1.redshift-serverless.amazonaws.com';
    assert.equal(
      copied,
      `jdbc:redshift://${host}:5439/dev;plugin_name=com.amazon.redshift.plugin.IdpTokenAuthPlugin;` +
        `token_type=SUBJECT_TOKEN;token=${encodeURIComponent(token.value)}`,
    );
  });

  it('is told what cannot be connected, and why', async () => {
    await workbench.runRowCommand('marketing', 'Copy Connection…');
    await workbench.find('Grafana, Tableau Server and others on another machine');
    await workbench.notification('The token is not a password').appears();
  });

  it('copies a token, and is told that a browser does not let the clipboard be emptied', async () => {
    await workbench.runRowCommand('analytics', 'Copy Token');
    await workbench.notification('Copied the Redshift token for analytics').appears();
    await workbench.notification('A browser does not let the clipboard be emptied').appears();
    assert.equal(await workbench.clipboard(), stage.aws.tokens.at(-1)?.value);
  });

  it('copies the least policy for a workgroup', async () => {
    await workbench.runRowCommand('analytics', 'Copy Policy');
    await workbench.statusBarItem('Copied the IAM policy for analytics').waitFor();
    const policy: unknown = JSON.parse(await workbench.clipboard());
    const workgroup = stage.aws.world.places[0]?.workgroups.find(
      ({ workgroupName }) => workgroupName === 'analytics',
    );
    assert.deepEqual(policy, {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'redshift-serverless:GetIdentityCenterAuthToken',
          Resource: [workgroup?.workgroupArn],
        },
      ],
    });
  });

  it('learns why a workgroup gets none, while the others keep theirs', async () => {
    await workbench.tick('legacy-etl');
    await workbench.viewTitleAction(/Get Token/);
    await workbench.notification('Identity Center integration is off for legacy-etl').appears();
    await workbench.row(/legacy-etl.*no token/).waitFor();
    await workbench.row(/marketing.*min/).waitFor();
    await workbench.picture('refused');
  });

  it('forgets all tokens at once', async () => {
    await workbench.runCommand('Redshift: Forget All Tokens');
    await workbench.dialog('Forget all of this?').getByRole('button', { name: 'Forget All' }).click();
    await workbench.notification('Nothing revokes a token').appears();
    await workbench.statusBarItem('no token').waitFor();
  });
});
