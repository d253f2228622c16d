import type { Socket } from 'node:net';
import type { HolderWatch, HowHolderEnded } from '../core/connections/endpoint/localEndpoint.js';

/** How many windows may wait: none has more of them, and what others pass for one must have an end too. */
export const waitingLimit = 100;

/** Says that a person stopped the endpoint; other bytes are a place. A holder that just goes says nothing more. */
const stopByte = 0xff;

/** The holder's first word to a window that waits: its place among them, from 0 on. */
export function greeting(place: number): Buffer {
  return Buffer.from([place]);
}

/** The holder's last word to a window that waits. */
export function goodbye(isStopped: boolean): Buffer {
  return Buffer.from(isStopped ? [stopByte] : []);
}

/**
 * A window's connection to the one that has the endpoint, once that has proved itself. The system ends it with whoever
 * has its other end, however that ends: nobody has to ask, and no timer runs.
 */
export class QuietConnection implements HolderWatch {
  place = 0;
  readonly ended: Promise<HowHolderEnded>;

  constructor(private readonly socket: Socket) {
    const { promise, resolve } = Promise.withResolvers<HowHolderEnded>();
    this.ended = promise;
    let how: HowHolderEnded = 'gone';
    socket.on('data', (bytes: Buffer) => {
      for (const byte of bytes) {
        if (byte === stopByte) how = 'stopped';
        else this.place = Math.min(byte, waitingLimit);
      }
    });
    const end = (): void => resolve(how);
    if (socket.closed) end();
    else socket.once('close', end);
  }

  dispose(): void {
    this.socket.destroy();
  }
}
