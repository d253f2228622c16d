import { readFile } from 'node:fs/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import type { Haystack } from './finds.js';

const script = fileURLToPath(new URL('./inPage.js', import.meta.url));

/** A window as far as a browser can tell: what it shows, showed for a moment, says on its console, and keeps. */
export class HuntedPage {
  private readonly console: string[] = [];

  private constructor(private readonly page: Page) {}

  /** Watches from now on, also through reloads. */
  static async watch(context: BrowserContext, page: Page): Promise<HuntedPage> {
    const watched = new HuntedPage(page);
    context.on('console', (message) => watched.console.push(message.text()));
    context.on('weberror', (error) => watched.console.push(String(error.error())));
    await context.addInitScript({ path: script });
    const text = await readFile(script, 'utf8');
    for (const frame of page.frames()) await frame.evaluate(text);
    return watched;
  }

  /** What every frame shows, and has shown since it was loaded; the console, also of pages before. */
  async shown(): Promise<readonly Haystack[]> {
    const haystacks: Haystack[] = [];
    for (const frame of this.page.frames()) {
      const texts = await frame.evaluate<Record<string, string>>('hunt.shown()');
      for (const [what, text] of Object.entries(texts))
        haystacks.push({ place: `${what} of the page`, bytes: Buffer.from(text) });
    }
    return [...haystacks, { place: 'console of the page', bytes: Buffer.from(this.console.join('\n')) }];
  }

  /** What the browser keeps for the page: web storage, IndexedDB, cookies. */
  async kept(): Promise<readonly Haystack[]> {
    const kept = await this.page.evaluate<readonly (readonly [string, string])[]>('hunt.kept()');
    const cookies = JSON.stringify(await this.page.context().cookies());
    return [
      ...kept.map(([place, base64]) => ({ place, bytes: Buffer.from(base64, 'base64') })),
      { place: 'cookies', bytes: Buffer.from(cookies) },
    ];
  }
}
