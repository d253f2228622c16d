import { Keyboard } from './keyboard.js';
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

  it('leaves the palette to the keyboard', async () => {
    const { page } = window.workbench;
    await new Keyboard(page).runCommand('View: Show Explorer');
    await page.locator('.sidebar .composite.title', { hasText: 'Explorer' }).waitFor();
  });
});
