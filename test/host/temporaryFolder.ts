import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const remaining = new Set<string>();
// What is written there is still being written when a run is interrupted, hence the retries.
const thoroughly = { recursive: true, force: true, maxRetries: 5, retryDelay: 50 };

process.on('exit', () => {
  for (const folder of remaining) rmSync(folder, thoroughly);
});

/** A new folder that is removed when this process ends, if not before. */
export async function temporaryFolder(prefix: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), prefix));
  remaining.add(folder);
  return folder;
}

/** Removes a temporary folder; another folder is left alone. */
export async function removeTemporary(folder: string): Promise<void> {
  if (remaining.delete(folder)) await rm(folder, thoroughly);
}
