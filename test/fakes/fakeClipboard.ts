import type { Clipboard } from '../../src/core/connections/clipboardGuard.js';

/** A clipboard that others may write to as well. */
export class FakeClipboard implements Clipboard {
  text = 'copied by somebody else';
  reads = 0;
  canRead = true;
  /** What a read does instead of giving the text. */
  reading: (() => Promise<string>) | undefined;

  read(): Promise<string> {
    this.reads += 1;
    return this.reading?.() ?? Promise.resolve(this.text);
  }

  write(text: string): Promise<void> {
    this.text = text;
    return Promise.resolve();
  }
}
