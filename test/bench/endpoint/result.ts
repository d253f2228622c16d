import type { Duplex } from 'node:stream';
import { cString, message } from '../../emulator/redshift/messages.js';

const rows = 200_000;
const columnBytes = 1000;
/** Of the columns alone. */
const leastBytes = rows * columnBytes;
const megabyte = 1_000_000;
/** The end of every answer; nothing in the result looks like it. */
const readyForQuery = message('Z', Buffer.from('I'));

/** The result that is asked for, in MB. */
export const resultMb = leastBytes / megabyte;

/** Asks for the large result and reads it to its end. */
export async function readResult(stream: Duplex, onBytes?: (count: number) => void): Promise<void> {
  const sql = `select repeat('x', ${columnBytes}) from generate_series(1, ${rows})`;
  const count = await ask(stream, sql, onBytes);
  if (count < leastBytes) throw new Error(`The result had only ${count} bytes.`);
}

/**
 * Asks, and reads the answer to its end, which is all of it that is looked at. Gives how many bytes it had.
 * @param onBytes gets how many there are so far
 */
export async function ask(stream: Duplex, sql: string, onBytes?: (count: number) => void): Promise<number> {
  let count = 0;
  let tail = Buffer.alloc(0);
  await new Promise<void>((resolve, reject) => {
    stream.on('close', () => reject(new Error(`The answer ended after ${count} bytes.`)));
    stream.on('data', (bytes: Buffer) => {
      count += bytes.length;
      tail = Buffer.concat([tail, bytes.subarray(-readyForQuery.length)]).subarray(-readyForQuery.length);
      if (tail.equals(readyForQuery)) resolve();
      else onBytes?.(count);
    });
    stream.write(message('Q', cString(sql)));
  });
  return count;
}
