import { randomBytes } from 'node:crypto';
import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EventFile } from '../../core/events/eventRecord.js';

/** This user's alone: it says who connected where, and when. */
const mode = 0o600;

/** The record of events on disk. All windows append to it, each line in one write. */
export class FileOfEvents implements EventFile {
  constructor(private readonly path: string) {}

  async read(): Promise<string> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
      throw error;
    }
  }

  async append(text: string): Promise<void> {
    await mkdir(path.dirname(this.path), { recursive: true });
    await appendFile(this.path, text, { mode });
  }

  /** Whole at every moment, since other windows read it at any. */
  async replace(text: string): Promise<void> {
    const draft = `${this.path}.${randomBytes(8).toString('hex')}.tmp`;
    try {
      await writeFile(draft, text, { mode, flag: 'wx' });
      await rename(draft, this.path);
    } finally {
      await rm(draft, { force: true });
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true });
  }
}
