import { Transform } from 'node:stream';
import type { TransformCallback } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';

const tickMs = 20;

/** Lets bytes through at this speed, and holds no more than it was given at once. */
export function paced(bytesPerSecond: number, closing: AbortSignal): Transform {
  const slice = Math.max(1, Math.floor((bytesPerSecond * tickMs) / 1000));
  let unpaid = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      const slowly = async (): Promise<void> => {
        for (let at = 0; at < chunk.length; at += slice) {
          const piece = chunk.subarray(at, at + slice);
          unpaid += piece.length;
          // Small pieces together: no timer is exact enough for each.
          if (unpaid >= slice) {
            await sleep((1000 * unpaid) / bytesPerSecond, undefined, { signal: closing });
            unpaid = 0;
          }
          this.push(piece);
        }
      };
      slowly().then(
        () => done(),
        (error: unknown) => done(error as Error),
      );
    },
  });
}

/** Lets so many bytes through; then `end` is called and nothing more comes. */
export function ending(afterBytes: number, end: () => void): Transform {
  let left = afterBytes;
  return new Transform({
    transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback) {
      const passed = chunk.subarray(0, left);
      left -= passed.length;
      if (left > 0) {
        done(null, passed);
        return;
      }
      // Never done: what follows waits, as it does for a client that stopped reading.
      this.push(passed);
      setImmediate(end);
    },
  });
}
