import { TestWindow } from './window.js';

describe('the packaged extension in a window', () => {
  let window: TestWindow;

  before(async () => {
    window = await TestWindow.open();
  });

  after(() => window.close());

  it('is listed among the installed extensions', async () => {
    const { workbench } = window;
    await workbench.runCommand('Extensions: Show Installed Extensions');
    await workbench.page
      .locator('.extension-list-item', { hasText: 'Redshift Serverless Identity Center' })
      .waitFor();
    await workbench.picture('installed');
  });
});
