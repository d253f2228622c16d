import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workbench } from '../e2e/workbench.js';
import { repository } from '../host/paths.js';
import { WindowBrowser } from '../host/window.js';

/** Opens the default browser where there is a screen. Whether it did is for the person to see. */
export function openBrowser(url: string): void {
  const [command, ...args] = opener(url);
  if (command === undefined) return;
  spawn(command, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

function opener(url: string): readonly string[] {
  if (process.platform === 'darwin') return ['open', url];
  if (process.platform === 'win32') return ['cmd', '/c', 'start', '""', url];
  const hasScreen = Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
  return hasScreen ? ['xdg-open', url] : [];
}

/** Keeps a picture of the window with the extension's view open. */
export async function takePicture(serverUrl: string, folder: string, file: string): Promise<void> {
  const browser = await WindowBrowser.start();
  try {
    const workbench = await Workbench.open(await browser.newPage(), serverUrl, folder);
    await workbench.openView(viewTitle());
    await workbench.row(/./).waitFor();
    await workbench.page.screenshot({ path: file });
  } finally {
    await browser.close();
  }
}

function viewTitle(): string {
  const texts = readFileSync(join(repository, 'package.nls.json'), 'utf8');
  const title = (JSON.parse(texts) as Record<string, string | undefined>)['container.title'];
  if (title === undefined) throw new Error('package.nls.json has no container.title.');
  return title;
}
