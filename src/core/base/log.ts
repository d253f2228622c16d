import { UserError } from './userError.js';

/** The log. Its texts never hold a token, a key or what SecretStorage gave. */
export interface Log {
  warn(text: string): void;
}

/**
 * What may be logged of a caught value: our own sentences; of other errors only the class, the code and where it
 * was thrown, since their texts may quote what they could not read.
 */
export function describeError(error: unknown): string {
  if (error instanceof UserError) {
    const cause = error.cause === undefined ? '' : ` [${describeError(error.cause)}]`;
    return `${error.message}${cause}`;
  }
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const frames = framesOf(error).filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames.slice(0, 8)].join('\n');
}

/** The lines of the stack behind the text, whose own lines may look like frames; none where the text is not found in it. */
function framesOf({ message, stack = '' }: Error): readonly string[] {
  const start = stack.indexOf(message);
  return start < 0 ? [] : stack.slice(start + message.length).split('\n');
}

/** Lets work run that nobody waits for; its failure is logged. */
export function inBackground(log: Log, work: Promise<unknown>): void {
  void work.catch((error: unknown) => log.warn(describeError(error)));
}
