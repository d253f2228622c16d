import { existsSync } from 'node:fs';
import { run } from './run.js';

const quiet = ['-qq', '-o', 'DPkg::Lock::Timeout=120'];
/** A mirror that does not answer must not hold a run for ever. */
const limitMs = 10 * 60_000;

/** Whether {@link installPackages} can do it without asking anybody. */
export function canInstallPackages(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** Installs packages of Debian; throws with what apt printed. One call at a time: apt locks its lists without waiting. */
export async function installPackages(...names: readonly string[]): Promise<void> {
  await run('apt-get', ['update', ...quiet], '/', limitMs);
  await run('apt-get', ['install', '-y', '--no-install-recommends', ...quiet, ...names], '/', limitMs);
}
