import assert from 'node:assert/strict';
import { AwsStage } from './awsStage.js';

describe('a window in Restricted Mode', () => {
  let stage: AwsStage;

  before(async () => {
    stage = await AwsStage.open({
      settings: {
        'security.workspace.trust.enabled': true,
        'security.workspace.trust.startupPrompt': 'never',
      },
    });
  });

  afterEach(function () {
    return stage.window.workbench.pictureOfFailure(this.currentTest);
  });

  after(() => stage.close());

  it('lists workgroups and gets tokens, and says what is off', async () => {
    const { workbench } = stage.window;
    await workbench.openWorkgroups();
    await workbench.page
      .getByText('Restricted Mode: profiles that get their credentials from a command')
      .waitFor();
    await workbench.rowInlineAction('marketing', 'Get Token');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    assert.deepEqual(stage.tokenCalls, [['marketing']]);
    await workbench.picture('restricted');
  });
});
