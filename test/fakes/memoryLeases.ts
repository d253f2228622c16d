import type { LeaseFolder } from '../../src/core/tokens/lease.js';

/** Numbered texts in memory, for several windows. */
export class MemoryLeases implements LeaseFolder {
  readonly texts = new Map<number, string>();
  /** Whether nothing can be written, as on a full disk. */
  isReadOnly = false;
  /** Waited for before each step. */
  before: (step: string) => Promise<unknown> = () => Promise.resolve();

  async list(): Promise<ReadonlyMap<number, string>> {
    await this.before('list');
    return new Map(this.texts);
  }

  async create(number: number, text: string): Promise<boolean> {
    await this.before('create');
    this.mustBeWritable();
    if (this.texts.has(number)) return false;
    this.texts.set(number, text);
    return true;
  }

  async replace(number: number, text: string): Promise<void> {
    await this.before('replace');
    this.mustBeWritable();
    this.texts.set(number, text);
  }

  async remove(number: number): Promise<void> {
    await this.before('remove');
    this.mustBeWritable();
    this.texts.delete(number);
  }

  private mustBeWritable(): void {
    if (this.isReadOnly) throw new Error('EROFS');
  }
}
