import type { Log } from '../../src/core/base/log.js';

/** A log that keeps its lines. */
export class CollectedLog implements Log {
  readonly lines: string[] = [];

  info(text: string): void {
    this.lines.push(text);
  }

  warn(text: string): void {
    this.lines.push(text);
  }
}
