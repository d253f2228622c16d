import type { EventFile } from '../../src/core/events/eventRecord.js';

/** The file of the record in memory, which several windows may share. */
export class MemoryEventFile implements EventFile {
  text = '';
  /** From now on nothing can be read or written. */
  isBroken = false;

  read(): Promise<string> {
    return this.done(() => this.text);
  }

  append(text: string): Promise<void> {
    return this.done(() => void (this.text += text));
  }

  replace(text: string): Promise<void> {
    return this.done(() => void (this.text = text));
  }

  remove(): Promise<void> {
    return this.done(() => void (this.text = ''));
  }

  private done<T>(work: () => T): Promise<T> {
    return this.isBroken ? Promise.reject(new Error('The disk is full.')) : Promise.resolve(work());
  }
}
