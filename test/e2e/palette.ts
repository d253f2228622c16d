import type { Locator, Page } from 'playwright-core';

const attempts = 15;

/**
 * Opens the palette and types a command's title until the palette offers it: just after a window has opened, the
 * commands of extensions are not known yet, and an open palette does not learn of them.
 */
export async function offeredCommand(page: Page, title: string): Promise<Locator> {
  const offered = page.locator('.quick-input-list .monaco-list-row.focused', { hasText: title });
  for (let attempt = 0; attempt < attempts; attempt++) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget:visible').waitFor();
    await page.keyboard.type(title);
    try {
      await offered.waitFor({ timeout: 2_000 });
      return offered;
    } catch {
      await page.keyboard.press('Escape');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    }
  }
  throw new Error(`The palette does not offer "${title}".`);
}
