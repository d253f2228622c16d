import type { Socket } from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { secondMs } from '../core/base/duration.js';

/** How long somebody may take to hear the last words. */
const lingerMs = secondMs;

/**
 * Says the last words and closes. What the other side still sends is read and dropped: a socket closed over unread
 * bytes is reset, and the words are lost. Who does not close in time is cut off.
 */
export function endSocket(socket: Socket, clock: Clock, lastWords?: Buffer): void {
  if (socket.destroyed) return;
  if (lastWords === undefined) socket.end();
  else socket.end(lastWords);
  socket.resume();
  const timer = clock.after(lingerMs, () => socket.destroy());
  socket.once('close', () => timer.dispose());
}

/** Resolves once the socket is closed, for whatever reason. */
export async function closed(socket: Socket): Promise<void> {
  if (socket.closed) return;
  await new Promise<void>((resolve) => socket.once('close', () => resolve()));
}
