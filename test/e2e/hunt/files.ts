import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Haystack } from './finds.js';

/** Every file below the folder, and all names. What goes away while it is searched is no longer there. */
export async function filesBelow(folder: string): Promise<readonly Haystack[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  const haystacks = [{ place: 'names of files', bytes: Buffer.from(names.join('\n')) }];
  for (const [index, entry] of entries.entries()) {
    const name = names[index] ?? '';
    if (!entry.isFile()) continue;
    try {
      haystacks.push({ place: `file ${name}`, bytes: await readFile(join(folder, name)) });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return haystacks;
}
