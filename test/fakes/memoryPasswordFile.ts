import type { PasswordFile } from '../../src/core/connections/endpoint/keptPasswords.js';

/** A password file in memory, as the disk would have it after each step. */
export class MemoryPasswordFile implements PasswordFile {
  readonly path = '/run/endpoints/passwords';
  text: string | undefined;
  /** What was done to it, in words. */
  readonly calls: string[] = [];
  /** Thrown where it is written or removed. */
  failure: Error | undefined;
  /** Writing waits for it. */
  writing: Promise<unknown> = Promise.resolve();

  read(): Promise<string | undefined> {
    return Promise.resolve(this.text);
  }

  async write(text: string): Promise<void> {
    this.calls.push('write');
    await this.writing;
    if (this.failure !== undefined) throw this.failure;
    this.text = text;
  }

  remove(): Promise<void> {
    this.calls.push('remove');
    if (this.failure !== undefined) return Promise.reject(this.failure);
    this.text = undefined;
    return Promise.resolve();
  }
}
