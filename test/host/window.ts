import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { installChromium } from './install/chromium.js';

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The key that the server should give so that secrets survive a reload; any 32 bytes, always the same. */
const secretKey = Buffer.alloc(32, 7);

/** How a window is opened. */
export interface WindowOptions {
  /** Lets the page read and write the clipboard; without it a read never settles. */
  readonly clipboard?: boolean;
  /** For pages of an https server whose authority this browser does not know. */
  readonly trustsAnyCertificate?: boolean;
}

/** A headless browser that shows windows of a VS Code server; all its pages share one storage. */
export class WindowBrowser {
  private constructor(
    private readonly browser: Browser,
    readonly context: BrowserContext,
  ) {}

  static async start(options: WindowOptions = {}): Promise<WindowBrowser> {
    const browser = await chromium.launch({ executablePath: await installChromium(), args: flags });
    const context = await browser.newContext({
      viewport: { width: 1280, height: 800 },
      ignoreHTTPSErrors: options.trustsAnyCertificate === true,
    });
    if (options.clipboard === true) {
      await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    }
    await context.route('**/mint-key', (route) => route.fulfill({ status: 200, body: secretKey }));
    return new WindowBrowser(browser, context);
  }

  /** A page that shows nothing yet. */
  newPage(): Promise<Page> {
    return this.context.newPage();
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
