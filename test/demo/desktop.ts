import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { vsixFile } from '../host/paths.js';
import { quietSettings } from '../host/serverSettings.js';
import type { Stage } from '../host/stage.js';
import type { DemoServices } from './emulator.js';

const windows = process.platform === 'win32';

/**
 * The `code` command of a VS Code on this desktop. In a remote terminal or under WSL the command speaks to a
 * window elsewhere, which could not be given data of its own.
 */
export function findDesktop(): string | undefined {
  if (process.env['VSCODE_IPC_HOOK_CLI'] !== undefined || process.env['WSL_DISTRO_NAME'] !== undefined) {
    return undefined;
  }
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return undefined;
  }
  const name = windows ? 'code.cmd' : 'code';
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** Opens a desktop window with the packaged extension, on data of its own, and waits until it is closed. */
export async function showOnDesktop(code: string, stage: Stage, services: DemoServices): Promise<void> {
  const data = join(stage.folder, 'desktop');
  mkdirSync(join(data, 'User'), { recursive: true });
  const settings = { ...quietSettings, ...services.settings };
  writeFileSync(join(data, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
  const own = ['--user-data-dir', data, '--extensions-dir', join(stage.folder, 'extensions')];
  const options = { env: { ...stage.desktopEnvironment(), ...services.env }, shell: windows };
  const install = spawnSync(code, [...own, '--install-extension', vsixFile], options);
  if (install.status !== 0)
    throw new Error(`The extension could not be installed:\n${String(install.stderr)}`);
  process.on('exit', () => endWindow(data));
  const readme = join(stage.workspaceFolder, 'README.md');
  const window = spawn(code, [...own, '--wait', '--new-window', stage.workspaceFolder, readme], {
    ...options,
    stdio: 'ignore',
  });
  await new Promise<void>((resolve, reject) => {
    window.once('error', reject);
    window.once('exit', () => {
      resolve();
    });
  });
}

/** The command is not the window; the window's process id stands in its data. */
function endWindow(data: string): void {
  try {
    process.kill(Number(readFileSync(join(data, 'code.lock'), 'utf8')));
  } catch {
    // It has ended already.
  }
}
