import { actionTitle, type UserError } from '../../src/core/base/userError.js';

/** Collects the sentences that a suite has shown, so that its output can be read by whoever judges words. */
export class SentenceTable {
  private readonly lines: string[] = [];

  constructor(private readonly title: string) {}

  add(cause: string, { message, action }: UserError): void {
    this.lines.push(`      ${cause} → ${message} [${actionTitle(action)}]`);
  }

  print(): void {
    console.log([`\n    ${this.title}`, ...this.lines, ''].join('\n'));
  }
}
