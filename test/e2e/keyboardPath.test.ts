import assert from 'node:assert/strict';
import { AwsStage } from './awsStage.js';
import { Keyboard } from './keyboard.js';

describe('a person with a keyboard alone', () => {
  let stage: AwsStage;
  let keyboard: Keyboard;

  before(async () => {
    stage = await AwsStage.open();
    keyboard = new Keyboard(stage.window.workbench.page);
  });

  afterEach(function () {
    return stage.window.workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('ticks two workgroups and gets their token', async () => {
    const { workbench } = stage.window;
    await keyboard.focusView('Redshift Serverless', 'Workgroups');
    for (const name of ['analytics', 'marketing']) {
      await keyboard.goToRow(name);
      await keyboard.tick();
      await keyboard.focusView('Redshift Serverless', 'Workgroups');
    }
    await keyboard.runCommand('Redshift: Get Token');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    assert.deepEqual(stage.tokenCalls, [['analytics', 'marketing']]);
    await workbench.picture('keyboard-token');
  });

  it('answers the prompt', async () => {
    stage.letMinutesPass(56);
    await keyboard.runCommand('Redshift: Refresh Workgroups');
    await stage.window.workbench.notification('expires in').appears();
    await keyboard.pressInNotification('Refresh');
    await stage.window.workbench.statusBarItem(/60\s*min/).waitFor();
    assert.equal(stage.tokenCalls.length, 2);
  });

  it('copies a connection', async () => {
    const { workbench } = stage.window;
    await keyboard.runCommand('Redshift: Copy Connection…');
    await keyboard.choose('JDBC: URL');
    await workbench.notification('Copied the connection to analytics and 1 more').appears();
    const copied = await workbench.clipboard();
    assert.match(copied, /^# analytics\njdbc:redshift:[^]*\n\n# marketing\njdbc:redshift:/);
    assert.ok(copied.includes(encodeURIComponent(stage.aws.tokens.at(-1)?.value ?? 'none')));
  });
});
