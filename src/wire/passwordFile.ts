import { randomBytes } from 'node:crypto';
import { open, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PasswordFile } from '../core/connections/endpoint/keptPasswords.js';
import { makePrivateFolder } from './socketFolder.js';

/** libpq's password file on disk: this user's alone, and whole at every moment, since psql may read it at any. */
export class FileOfPasswords implements PasswordFile {
  private hasSwept = false;

  constructor(readonly path: string) {}

  async read(): Promise<string | undefined> {
    return readFile(this.path, 'utf8').catch(() => undefined);
  }

  async write(text: string): Promise<void> {
    await makePrivateFolder(path.dirname(this.path));
    await this.sweep();
    const draft = `${this.path}.${randomBytes(8).toString('hex')}.tmp`;
    try {
      // Exclusive: what somebody else has put there is never written into, a link least of all.
      const file = await open(draft, 'wx', 0o600);
      try {
        await file.writeFile(text);
      } finally {
        await file.close();
      }
      await rename(draft, this.path);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
    await this.sweep();
  }

  /** Removes what a window that ended while it was writing has left: there are passwords in it. */
  private async sweep(): Promise<void> {
    if (this.hasSwept) return;
    const folder = path.dirname(this.path);
    const start = `${path.basename(this.path)}.`;
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((other) => other.startsWith(start) && other.endsWith('.tmp')))
      await rm(path.join(folder, name), { force: true });
    this.hasSwept = true;
  }
}
