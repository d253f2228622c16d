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

/**
 * The titles that the palette offers and that begin like this.
 * @param known one of them, so that none is missing because the palette is late
 */
export async function offeredTitles(page: Page, start: string, known: string): Promise<readonly string[]> {
  await offeredCommand(page, known);
  await page.locator('.quick-input-widget:visible input[type="text"]').fill(`>${start}`);
  const rows = page.locator('.quick-input-list .monaco-list-row .label-name');
  await rows.nth(1).waitFor();
  const titles = (await rows.allInnerTexts()).filter((title) => title.startsWith(start));
  await page.keyboard.press('Escape');
  if (!titles.includes(known)) throw new Error(`The palette offers ${titles.join()}, and not ${known}.`);
  return titles;
}
