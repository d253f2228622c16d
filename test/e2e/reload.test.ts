import assert from 'node:assert/strict';
import { AwsStage } from './awsStage.js';

describe('a window that is reloaded with the view closed', () => {
  let stage: AwsStage;

  before(async () => {
    stage = await AwsStage.open();
  });

  afterEach(function () {
    return stage.window.workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('still counts down, and asks at the lead time', async () => {
    const { workbench } = stage.window;
    await workbench.openWorkgroups();
    await workbench.tick('analytics');
    await workbench.tick('marketing');
    await workbench.viewTitleAction(/Get Token/);
    await workbench.statusBarItem(/60\s*min/).waitFor();
    // Half a minute before the lead time, so that the reloaded window lives through it.
    stage.letMinutesPass(54.5);
    await workbench.viewTitleAction('Refresh Workgroups');
    await workbench.statusBarItem(/6\s*min/).waitFor();
    await workbench.openView('Explorer');
    await workbench.closeSideBar();
    const before = stage.aws.requests.length;
    await workbench.reload();
    await workbench.statusBarItem(/[56]\s*min/).waitFor();
    await workbench.picture('reloaded');
    await workbench.notification('The Redshift token for analytics and 1 more expires in').appears(60_000);
    await workbench.picture('reloaded-prompt');
    assert.equal(stage.aws.requests.length, before, 'nothing was asked of AWS since');
  });

  it('keeps the ticks', async () => {
    const { workbench } = stage.window;
    await workbench.openWorkgroups();
    const ticked = workbench.page.locator('.sidebar [role="checkbox"][aria-checked="true"]');
    await ticked.nth(1).waitFor();
    assert.equal(await ticked.count(), 2);
  });
});
