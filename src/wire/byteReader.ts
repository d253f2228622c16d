import type { Socket } from 'node:net';
import { HungUp } from './refusal.js';

/**
 * Reads a number of bytes from a socket, as they are needed. What is not asked for stays in the socket, so that
 * nothing is lost when it is piped afterwards.
 */
export class ByteReader {
  private waiting: PromiseWithResolvers<undefined> | undefined;

  /** @param signal its reason is thrown to who waits */
  constructor(
    private readonly socket: Socket,
    private readonly signal: AbortSignal,
  ) {
    socket.on('readable', this.wake).on('end', this.wake).on('close', this.wake);
    signal.addEventListener('abort', this.wake);
  }

  /** @param length at most what a socket holds back, 16 KiB. Throws {@link HungUp} where fewer bytes come. */
  async read(length: number): Promise<Buffer> {
    if (length === 0) return Buffer.alloc(0);
    for (;;) {
      this.signal.throwIfAborted();
      const bytes = this.socket.read(length) as Buffer | null;
      if (bytes?.length === length) return bytes;
      if (bytes !== null || this.socket.readableEnded || this.socket.destroyed) throw new HungUp();
      this.waiting = Promise.withResolvers();
      await this.waiting.promise;
    }
  }

  /** Leaves the socket to whom reads it next. */
  dispose(): void {
    this.socket.off('readable', this.wake).off('end', this.wake).off('close', this.wake);
    this.signal.removeEventListener('abort', this.wake);
  }

  private readonly wake = (): void => {
    const { waiting } = this;
    this.waiting = undefined;
    if (waiting !== undefined) waiting.resolve(undefined);
    // Nobody reads now: the end of the stream would be noticed only by the next one who does.
    else if (this.socket.readableLength === 0) this.socket.read(0);
  };
}
