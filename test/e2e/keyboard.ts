import type { Page } from 'playwright-core';
import { offeredCommand } from './palette.js';

const mostSteps = 200;

/** The same paths for a person who uses no mouse. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Runs a command: the palette, its title, Enter. */
  async runCommand(title: string): Promise<void> {
    await offeredCommand(this.page, title);
    await this.page.keyboard.press('Enter');
    // The command may open a choice of its own in the same place: only the palette's own rows must go.
    await this.page
      .locator('.quick-input-list .monaco-list-row', { hasText: title })
      .first()
      .waitFor({ state: 'hidden' });
  }

  /** Puts the focus on a view's tree. A view that was never shown takes it only once its rows are there. */
  async focusView(container: string, view: string): Promise<void> {
    const tree = this.page.locator('.sidebar .monaco-list:focus');
    for (let attempt = 0; attempt < 5; attempt++) {
      await this.runCommand(`${container}: Focus on ${view} View`);
      await this.page.locator('.sidebar .monaco-list-row').first().waitFor();
      if ((await tree.count()) > 0) return;
    }
    throw new Error(`The view ${view} did not take the focus.`);
  }

  /** Moves down from the first row of the tree that has the focus to the one with this text. */
  async goToRow(name: string | RegExp): Promise<void> {
    const tree = this.page.locator('.sidebar .monaco-list:focus');
    await tree.locator('.monaco-list-row').filter({ hasText: name }).first().waitFor();
    await this.page.keyboard.press('Home');
    await this.pressUntil('ArrowDown', async () => {
      const focused = tree.locator('.monaco-list-row.focused').filter({ hasText: name });
      return (await focused.count()) > 0;
    });
  }

  /** Ticks the row that has the focus: Tab leads to its checkbox. */
  async tick(): Promise<void> {
    const row = this.page.locator('.sidebar .monaco-list:focus .monaco-list-row.focused');
    const label = await row.getByRole('checkbox').getAttribute('aria-label');
    await this.pressUntil('Tab', async () => {
      const focused = this.page.locator('.sidebar [role="checkbox"]:focus');
      return (await focused.count()) > 0 && (await focused.getAttribute('aria-label')) === label;
    });
    await this.page.keyboard.press('Space');
  }

  /** Chooses an entry of the open quick pick by typing. */
  async choose(label: string): Promise<void> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    await rows.first().waitFor();
    await this.page.keyboard.type(label);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: label }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Presses a button of the newest notification. */
  async pressInNotification(button: string): Promise<void> {
    await this.runCommand('Notifications: Focus Notification Toast');
    await this.page.locator('.notifications-toasts .monaco-list:focus').waitFor();
    await this.pressUntil('Tab', async () => {
      const focused = this.page.locator('.notifications-toasts .monaco-button:focus');
      return (await focused.count()) > 0 && (await focused.innerText()).trim() === button;
    });
    await this.page.keyboard.press('Enter');
  }

  private async pressUntil(key: string, isThere: () => Promise<boolean>): Promise<void> {
    for (let step = 0; step < mostSteps; step++) {
      if (await isThere()) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key}, pressed ${mostSteps} times, did not lead there.`);
  }
}
