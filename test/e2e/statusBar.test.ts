import { AwsStage } from './awsStage.js';

describe('the status bar', () => {
  let stage: AwsStage;

  before(async () => {
    stage = await AwsStage.open();
  });

  afterEach(function () {
    return stage.window.workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('says nothing after "Not now" until the end, then asks a second time', async () => {
    const { workbench } = stage.window;
    await workbench.openWorkgroups();
    await workbench.rowInlineAction('marketing', 'Get Token');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    stage.letMinutesPass(56);
    await workbench.viewTitleAction('Refresh Workgroups');
    await workbench.notification('expires in 4 minutes').appears();
    await workbench.notification('expires in 4 minutes').press('Not now');
    stage.letMinutesPass(5);
    await workbench.viewTitleAction('Refresh Workgroups');
    await workbench.notification('The Redshift token for marketing has expired.').appears();
    await workbench.row(/marketing.*expired/).waitFor();
    await workbench.picture('expired');
  });

  it('opens a menu that refreshes what is held', async () => {
    const { workbench } = stage.window;
    await workbench.rowInlineAction('analytics', 'Get Token');
    await workbench.statusBarItem(/60\s*min/).click();
    await workbench.picker('Choose what to do').waitFor();
    await workbench.picture('menu');
    await workbench.pick('Refresh Token');
    await workbench.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    await workbench.until(() => stage.tokenCalls.length === 4);
  });
});
