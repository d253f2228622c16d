import type { Page } from 'playwright-core';

/** The same paths for a person who uses no mouse. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Runs a command: the palette, its title, Enter. */
  async runCommand(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    await this.page.locator('.quick-input-widget:visible').waitFor();
    await this.page.keyboard.type(title);
    await this.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** Moves to the tree row with this text by typing and arrows, from a tree that has the focus. */
  async goToRow(name: string | RegExp, most = 200): Promise<void> {
    await this.page.keyboard.press('Home');
    const focused = this.page.locator('.sidebar .monaco-list-row.focused').filter({ hasText: name });
    for (let step = 0; step < most; step++) {
      if ((await focused.count()) > 0) return;
      await this.page.keyboard.press('ArrowDown');
    }
    throw new Error(`No row with ${String(name)} came into focus.`);
  }

  /** Ticks the row that has the focus. */
  async tick(): Promise<void> {
    await this.page.keyboard.press('Space');
  }

  /** Presses the button of the newest notification: VS Code's own way there is a command. */
  async acceptNotification(): Promise<void> {
    await this.page.keyboard.press('Control+Shift+a');
  }
}
