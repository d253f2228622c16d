import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { progress } from '../progress.js';
import { cacheFolder } from '../paths.js';

const stamp = '.complete';

/**
 * A folder of the cache that is there completely or not at all: it is filled under another name, stamped last,
 * then renamed. What an interrupted run left is thrown away by the next.
 */
export async function stagedFolder(
  name: string,
  what: string,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder, name);
  await mkdir(cacheFolder, { recursive: true });
  await removeLeftovers(name);
  if (existsSync(join(folder, stamp))) return folder;
  await progress(what, async () => {
    const staging = join(cacheFolder, `${name}.part-${process.pid}`);
    await mkdir(staging);
    await fill(staging);
    await writeFile(join(staging, stamp), '');
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
  });
  return folder;
}

async function removeLeftovers(name: string): Promise<void> {
  for (const entry of await readdir(cacheFolder)) {
    if (!entry.startsWith(`${name}.part-`)) continue;
    if (!isRunning(Number(entry.slice(`${name}.part-`.length)))) {
      await rm(join(cacheFolder, entry), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
