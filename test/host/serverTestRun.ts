import { bundleFile } from './integrationBundle.js';
import { repository } from './paths.js';
import type { InstalledServer } from './install/vscodeServer.js';
import { VsCodeServer } from './server.js';
import type { Stage } from './stage.js';
import { WindowBrowser } from './window.js';

/** Marks what a test prints, among all that a window prints. */
const lineMark = '\u2063';

/** What one run printed and whether VS Code called it good. */
export interface HostVerdict {
  readonly isOk: boolean;
  /** Why there is no verdict of VS Code's own. */
  readonly problem?: string;
}

/** Runs the integration bundle in the extension host of a VS Code server, in a headless browser. */
export async function runOnServer(
  installed: InstalledServer,
  stage: Stage,
  env: NodeJS.ProcessEnv,
  timeoutMs: number,
): Promise<HostVerdict> {
  const server = await VsCodeServer.start(installed, {
    env: stage.environment({ ...env, TEST_LINE_MARK: lineMark }),
    smokeTestDriver: true,
  });
  const browser = await WindowBrowser.start({ clipboard: true });
  const noise: string[] = [];
  try {
    const page = await browser.newPage();
    await page.exposeFunction('codeAutomationLog', (_type: string, args: readonly unknown[]) => {
      const line = args.map(String).join(' ');
      if (line.startsWith(lineMark)) console.log(line.slice(lineMark.length));
      else noise.push(line);
    });
    const code = await new Promise<number | undefined>((resolve, reject) => {
      setTimeout(resolve, timeoutMs, undefined).unref();
      page
        .exposeFunction('codeAutomationExit', resolve)
        .then(() => page.goto(testAddress(server.url, stage.workspaceFolder), { timeout: timeoutMs }))
        .catch(reject);
    });
    if (code !== undefined) return { isOk: code === 0 };
    const said = [...noise, server.output].join('\n').slice(-6000);
    return { isOk: false, problem: `${said}\nNo verdict of VS Code after ${timeoutMs / 1000} s.` };
  } finally {
    await browser.close();
    await server.stop();
  }
}

/** The window's address with the payload by which a built server takes an extension and its tests. */
function testAddress(url: string, folder: string): string {
  const remote = (path: string): string => `vscode-remote://${new URL(url).host}${path}`;
  const payload = [
    ['extensionDevelopmentPath', remote(repository.replace(/\/$/, ''))],
    ['extensionTestsPath', remote(bundleFile)],
  ];
  return `${url}/?${new URLSearchParams({ folder, payload: JSON.stringify(payload) }).toString()}`;
}
