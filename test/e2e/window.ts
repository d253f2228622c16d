import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { installServer, newest } from '../host/install/vscodeServer.js';
import { vsixFile } from '../host/paths.js';
import { VsCodeServer } from '../host/server.js';
import { Stage } from '../host/stage.js';
import { WindowBrowser } from '../host/window.js';
import { Workbench } from './workbench.js';

/** How the window of a test is opened. */
export interface WindowOptions {
  /** Lays out the AWS files before VS Code starts. */
  readonly prepare?: (stage: Stage) => Promise<void>;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables beside those that lead to the stage's files, which undefined takes away. */
  readonly env?: NodeJS.ProcessEnv;
  /** Changes the installed extension, in this folder, before a window loads it. */
  readonly changeInstalled?: (folder: string) => Promise<void>;
  /** Lets pages of the browser show an https server whose authority only the stage knows. */
  readonly trustsAnyCertificate?: boolean;
}

/** The newest VS Code with the packaged extension, on a stage of its own, seen in a browser. */
export class TestWindow {
  private constructor(
    readonly stage: Stage,
    readonly server: VsCodeServer,
    readonly browser: WindowBrowser,
    readonly workbench: Workbench,
  ) {}

  static async open(options: WindowOptions = {}): Promise<TestWindow> {
    const { prepare, settings, env, changeInstalled, trustsAnyCertificate = false } = options;
    const stage = await Stage.create();
    await prepare?.(stage);
    const server = await VsCodeServer.start(await installServer(newest), {
      env: stage.environment(env),
      vsix: vsixFile,
      ...(settings === undefined ? {} : { settings }),
    });
    await changeInstalled?.(await installedFolder(server.dataFolder));
    const browser = await WindowBrowser.start({ clipboard: true, trustsAnyCertificate });
    const workbench = await Workbench.open(await browser.newPage(), server.url, stage.workspaceFolder);
    return new TestWindow(stage, server, browser, workbench);
  }

  /** Ends the browser, the server and all that was laid out. */
  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await this.stage.remove();
  }
}

async function installedFolder(dataFolder: string): Promise<string> {
  const extensions = join(dataFolder, 'extensions');
  const name = (await readdir(extensions)).find((folder) => folder.startsWith('redshift-identity-center.'));
  if (name === undefined) throw new Error('The extension is not among the installed ones.');
  return join(extensions, name);
}
