import { link, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { LeaseFolder } from '../../core/tokens/lease.js';

const nameOf = (number: number): string => `lease.${number}`;
const numbered = /^lease\.(\d{1,15})$/;
const unfinished = /^lease\.new-/;
/** A text that is being written takes no longer; an older one was left behind by a window that ended in the middle. */
const leftBehindAfterMs = 60_000;

/** Numbered files of one folder. They hold no secret. */
export class FileLeases implements LeaseFolder {
  constructor(private readonly folder: string) {}

  async list(): Promise<ReadonlyMap<number, string>> {
    const numbers = (await this.names()).flatMap((name) => numbered.exec(name)?.[1] ?? []).map(Number);
    const texts = await Promise.all(numbers.map((number) => this.read(number)));
    return new Map(texts.flatMap((text, at) => (text === undefined ? [] : [[numbers[at] ?? 0, text]])));
  }

  /** By a second name for a whole file, which only one window can give; where no file can have two, by an exclusive write. */
  async create(number: number, text: string): Promise<boolean> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const whole = await this.writeAside(text);
    try {
      await link(whole, this.pathOf(number));
      await this.removeLeftBehind(whole).catch(() => undefined); // The next one may.
      return true;
    } catch (error) {
      return codeOf(error) === 'EEXIST' ? false : await this.createHere(number, text);
    } finally {
      await rm(whole, { force: true });
    }
  }

  async replace(number: number, text: string): Promise<void> {
    const whole = await this.writeAside(text);
    try {
      await rename(whole, this.pathOf(number));
    } catch (error) {
      await rm(whole, { force: true });
      throw error;
    }
  }

  async remove(number: number): Promise<void> {
    await rm(this.pathOf(number), { force: true });
  }

  private async createHere(number: number, text: string): Promise<boolean> {
    try {
      await writeFile(this.pathOf(number), text, { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  }

  private async writeAside(text: string): Promise<string> {
    const aside = path.join(this.folder, `lease.new-${crypto.randomUUID()}`);
    await writeFile(aside, text, { flag: 'wx', mode: 0o600 });
    return aside;
  }

  /** By the folder's own clock, which may be another computer's. */
  private async removeLeftBehind(whole: string): Promise<void> {
    const { mtimeMs: now } = await stat(whole);
    for (const name of (await this.names()).filter((one) => unfinished.test(one))) {
      const file = path.join(this.folder, name);
      const writtenAt = (await stat(file).catch(() => undefined))?.mtimeMs ?? now;
      if (now - writtenAt > leftBehindAfterMs) await rm(file, { force: true });
    }
  }

  private async names(): Promise<readonly string[]> {
    try {
      return await readdir(this.folder);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  private async read(number: number): Promise<string | undefined> {
    try {
      return await readFile(this.pathOf(number), 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  private pathOf(number: number): string {
    return path.join(this.folder, nameOf(number));
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
