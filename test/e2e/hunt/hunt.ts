import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AwsStage } from '../awsStage.js';
import { filesBelow } from './files.js';
import { finds, type Find, type Haystack } from './finds.js';
import { HuntedPage } from './huntedPage.js';
import { processesBelow } from './processes.js';

const tempVariables = ['TMPDIR', 'TMP', 'TEMP'];

/**
 * A window of which nothing escapes a search. Everything that VS Code, the extension, the browser and their stage
 * write, temporary files included, lies in one folder.
 */
export class Hunt {
  private constructor(
    readonly folder: string,
    readonly stage: AwsStage,
    private readonly page: HuntedPage,
    private readonly temp: ReadonlyMap<string, string | undefined>,
  ) {}

  static async open(options: Parameters<typeof AwsStage.open>[0] = {}): Promise<Hunt> {
    const folder = await mkdtemp(join(tmpdir(), 'hunt-'));
    const temp = new Map(tempVariables.map((name) => [name, process.env[name]]));
    for (const name of tempVariables) process.env[name] = folder;
    const stage = await AwsStage.open(options);
    const { browser, workbench } = stage.window;
    const page = await HuntedPage.watch(browser.context, workbench.page);
    return new Hunt(folder, stage, page, temp);
  }

  /** Searches every place for the secrets, and prints what was searched. */
  async search(when: string, secrets: readonly string[]): Promise<readonly Find[]> {
    const searched: Readonly<Record<string, readonly Haystack[]>> = {
      files: await filesBelow(this.folder),
      'arguments and environments': await processesBelow(),
      'entries of browser storage': await this.page.kept(),
      'views of the page': await this.page.shown(),
    };
    const found = finds(secrets, Object.values(searched).flat());
    const sizes = Object.entries(searched).map(
      ([what, haystacks]) => `${haystacks.length} ${what} (${size(haystacks)})`,
    );
    console.log(
      `      ${when}: ${secrets.length} secrets hunted in ${sizes.join(', ')}: found ${found.length} times`,
    );
    return found;
  }

  async close(): Promise<void> {
    await this.stage.close();
    for (const [name, value] of this.temp) {
      if (value === undefined) Reflect.deleteProperty(process.env, name);
      else process.env[name] = value;
    }
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

function size(haystacks: readonly Haystack[]): string {
  const bytes = haystacks.reduce((sum, haystack) => sum + haystack.bytes.length, 0);
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
