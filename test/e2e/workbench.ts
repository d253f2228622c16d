import type { Locator, Page } from 'playwright-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pictureFolder } from '../host/paths.js';
import { animationsMs, Notification } from './notification.js';
import { offeredCommand } from './palette.js';

const menuSettlesMs = 300;
/** VS Code writes its layout every five seconds. */
const layoutIsKeptMs = 6000;

/** A person's hands and eyes on one VS Code window. Every method waits for what it needs to be there. */
export class Workbench {
  constructor(readonly page: Page) {}

  /** Opens a folder in the window and waits until it can be used. */
  static async open(page: Page, serverUrl: string, folder: string): Promise<Workbench> {
    const workbench = new Workbench(page);
    await page.goto(`${serverUrl}/?${new URLSearchParams({ folder }).toString()}`);
    await workbench.ready();
    return workbench;
  }

  /** Reloads the window, as after a restart; before, VS Code is left the time to keep its layout. */
  async reload(): Promise<void> {
    await this.page.waitForTimeout(layoutIsKeptMs);
    await this.page.reload();
    await this.ready();
  }

  /** Shows the view container with this title by its icon in the activity bar. */
  async openView(title: string): Promise<void> {
    const tab = this.page.locator('.activitybar').getByRole('tab', { name: title, exact: false });
    const shown = this.page.locator('.sidebar .composite.title', { hasText: title });
    // A click on the icon of the view that shows would close the side bar; after a reload it may show late.
    if ((await tab.getAttribute('aria-selected')) !== 'true' || !(await shown.isVisible())) await tab.click();
    await shown.waitFor();
  }

  /** Shows the workgroups and waits until each source is drawn for good: its account comes last. */
  async openWorkgroups(): Promise<void> {
    await this.openView('Redshift Serverless');
    await this.row(/\d{12}/).waitFor();
    await this.page.waitForTimeout(animationsMs);
  }

  async closeSideBar(): Promise<void> {
    const sideBar = this.page.locator('.part.sidebar');
    if (await sideBar.isVisible()) await this.page.keyboard.press('Control+b');
    await sideBar.waitFor({ state: 'hidden' });
  }

  /** The row of the side bar's trees whose label has this text. */
  row(name: string | RegExp): Locator {
    return this.page.locator('.sidebar [role="treeitem"]').filter({ hasText: name }).first();
  }

  /** Ticks or unticks the row's checkbox. */
  async tick(name: string | RegExp): Promise<void> {
    const box = this.row(name).getByRole('checkbox');
    const isTicked = (await box.getAttribute('aria-checked')) === 'true';
    await box.click();
    await this.row(name)
      .locator(`[role="checkbox"][aria-checked="${String(!isTicked)}"]`)
      .waitFor();
  }

  /** Presses a row's inline button, which is there while the pointer is on the row. */
  async rowInlineAction(name: string | RegExp, action: string | RegExp): Promise<void> {
    await this.row(name).hover();
    await this.row(name).getByRole('button', { name: action }).click();
  }

  /** Runs a command from the row's context menu. */
  async runRowCommand(name: string | RegExp, title: string): Promise<void> {
    await this.row(name).click({ button: 'right' });
    const entry = this.page.getByRole('menuitem', { name: title, exact: true });
    await entry.hover();
    // A menu that has just opened takes a release of the button for the end of the click that opened it.
    await this.page.waitForTimeout(menuSettlesMs);
    await entry.click();
  }

  /** What the row's context menu offers; keeps a picture of it if that gets a name. */
  async rowCommands(name: string | RegExp, picture?: string): Promise<readonly string[]> {
    await this.row(name).click({ button: 'right' });
    const entries = this.page.locator('.monaco-menu .action-item:not(.disabled) .action-label');
    await entries.first().waitFor();
    const titles = await entries.allInnerTexts();
    if (picture !== undefined) await this.picture(picture);
    await this.page.keyboard.press('Escape');
    return titles.filter((title) => title !== '');
  }

  /** What the person's clipboard holds. */
  async clipboard(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Presses a button in the title of the side bar's view. */
  async viewTitleAction(action: string | RegExp): Promise<void> {
    await this.page.locator('.sidebar .pane-header, .sidebar .title-actions').first().hover();
    await this.page.locator('.sidebar').getByRole('button', { name: action }).first().click();
    // What hovers beneath the pointer would cover the rows.
    await this.page.mouse.move(0, 0);
  }

  /** Runs a command from the palette, by its full title. */
  async runCommand(title: string): Promise<void> {
    await (await offeredCommand(this.page, title)).click();
  }

  /** The field of the palette, of a quick pick or of an input box. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible input[type="text"]');
  }

  /** The rows of the open quick pick. */
  get picks(): Locator {
    return this.page.locator('.quick-input-list .monaco-list-row');
  }

  /** Chooses one entry of the open quick pick. */
  async pick(label: string): Promise<void> {
    await this.page
      .locator('.quick-input-widget:visible .quick-input-list .monaco-list-row', { hasText: label })
      .first()
      .click();
  }

  /** Presses a button on an entry of the open quick pick. */
  async pickButton(label: string, button: string | RegExp): Promise<void> {
    const entry = this.picks.filter({ hasText: label }).first();
    await entry.hover();
    await entry.getByRole('button', { name: button }).click();
  }

  /** The tab of an editor. */
  editorTab(title: string): Locator {
    return this.page.locator('.tabs-container .tab', { hasText: title });
  }

  /** Types until the entry is the one proposed, as who knows what they look for, and chooses it. */
  async find(label: string): Promise<void> {
    await this.quickInput.fill(label);
    await this.page.locator('.quick-input-list .focused', { hasText: label }).waitFor();
    await this.page.keyboard.press('Enter');
  }

  /** A button of the welcome text of an empty view. */
  welcomeButton(name: string): Locator {
    return this.page.locator('.sidebar .welcome-view').getByRole('button', { name });
  }

  /** The open quick pick that asks this. */
  picker(placeholder: string): Locator {
    return this.page.locator(`.quick-input-widget:visible input[placeholder="${placeholder}"]`);
  }

  /** The title of the open quick pick or input box. */
  inputTitle(title: string): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-title').filter({ hasText: title });
  }

  /** What the open input box says is wrong with what was typed. */
  inputProblem(sentence: string): Locator {
    return this.page
      .locator('.quick-input-widget:visible .quick-input-message')
      .filter({ hasText: sentence });
  }

  /** What is seen of the open document. */
  async editorText(): Promise<string> {
    const lines = this.page.locator('.editor-group-container.active .monaco-editor .view-lines').first();
    return (await lines.innerText()).replaceAll('\u00a0', ' ');
  }

  /** Types into the open input box and accepts. */
  async type(text: string): Promise<void> {
    await this.quickInput.waitFor();
    await this.page.keyboard.type(text);
    await this.page.keyboard.press('Enter');
  }

  /** Pastes into the open input box. */
  async paste(text: string): Promise<void> {
    await this.quickInput.waitFor();
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
    await this.page.keyboard.press('Control+v');
  }

  /** The dialog that asks this and holds up everything else. */
  dialog(question: string): Locator {
    return this.page.locator('.monaco-dialog-box').filter({ hasText: question });
  }

  /** Ticks entries of the open quick pick and accepts. */
  async pickMany(labels: readonly string[]): Promise<void> {
    for (const label of labels) await this.pick(label);
    await this.acceptPicks();
  }

  /** Accepts what is ticked in the open quick pick. */
  async acceptPicks(): Promise<void> {
    await this.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
  }

  /** Closes a row that has rows below it. */
  async collapse(name: string | RegExp): Promise<void> {
    await this.row(name).locator('.monaco-tl-twistie').click();
  }

  /** The status bar entry with this text. */
  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text }).first();
  }

  /** The notification, shown as a toast, with this text. */
  notification(text: string | RegExp): Notification {
    return new Notification(
      this.page.locator('.notifications-toasts .notification-list-item').filter({ hasText: text }).first(),
    );
  }

  /** Waits until something is so that no element shows. */
  async until(isSo: () => boolean, timeoutMs = 10_000): Promise<void> {
    for (let waitedMs = 0; !isSo(); waitedMs += 100) {
      if (waitedMs > timeoutMs) throw new Error(`It did not become so: ${isSo.toString()}`);
      await this.page.waitForTimeout(100);
    }
  }

  /** Keeps a picture of the window after a test that failed. */
  async pictureOfFailure(test: Mocha.Test | undefined): Promise<void> {
    if (test?.state === 'failed') await this.picture(`failed-${test.title.replace(/\W+/g, '-')}`);
  }

  /** Keeps a picture of the window. */
  async picture(name: string): Promise<void> {
    mkdirSync(pictureFolder, { recursive: true });
    await this.page.waitForTimeout(animationsMs);
    await this.page.screenshot({ path: join(pictureFolder, `${name}.png`) });
  }

  private async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench').waitFor({ timeout: 60_000 });
    await this.page.locator('.statusbar-item[id="status.host"]').waitFor({ timeout: 60_000 });
  }
}
