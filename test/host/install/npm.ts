import { join } from 'node:path';
import { run } from './run.js';

const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--no-progress', '--loglevel=error'];

/** Runs `npm install` in a folder, without the packages' own scripts; throws with what npm printed if it fails. */
export async function npmInstall(folder: string, ...args: readonly string[]): Promise<void> {
  await run('npm', ['install', '--ignore-scripts', ...quiet, ...args], folder);
}

/** Fetches a package's archive, without what it depends on, into a folder. */
export async function npmPack(folder: string, name: string): Promise<string> {
  const printed = await run('npm', ['pack', '--silent', '--ignore-scripts', name], folder);
  return join(folder, printed.trim().split('\n').at(-1) ?? '');
}

/** Unpacks one part of an archive into a folder. */
export async function unpack(archive: string, folder: string, part: string): Promise<void> {
  await run('tar', ['-xzf', archive, '-C', folder, part], folder);
}
