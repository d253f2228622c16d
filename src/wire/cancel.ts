import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../core/base/clock.js';
import type { Disposable } from '../core/base/disposable.js';
import { secondMs } from '../core/base/duration.js';
import { int32, packet, requestCodes } from './messages.js';
import { closed } from './socketEnd.js';
import { within } from './timeLimit.js';
import { connectTls, silent, type TlsTarget } from './tlsConnection.js';

interface Backend {
  readonly target: TlsTarget;
  /** What the server gave as BackendKeyData. */
  readonly key: Buffer;
}

const limitMs = 10 * secondMs;

/** The keys that clients were given instead of the server's, each for as long as its session lasts. */
export class CancelKeys {
  private readonly backends = new Map<string, Backend>();

  /** A random process id and secret that stand for the server's. */
  give(target: TlsTarget, key: Buffer): Disposable & { readonly key: Buffer } {
    const given = Buffer.concat([int32(randomInt(1, 2 ** 31)), randomBytes(4)]);
    const name = given.toString('hex');
    this.backends.set(name, { target, key });
    return { key: given, dispose: () => this.backends.delete(name) };
  }

  /** Carries a CancelRequest to the server that it is meant for; returns when that has it. Others are dropped. */
  async carry(given: Buffer, clock: Clock, outer: AbortSignal): Promise<void> {
    const backend = this.backends.get(given.toString('hex'));
    if (backend === undefined) return;
    const { target, key } = backend;
    await within(
      clock,
      limitMs,
      outer,
      () => silent(target),
      async (signal) => {
        const socket = await connectTls(target, signal);
        const cut = (): unknown => socket.destroy();
        signal.addEventListener('abort', cut);
        if (signal.aborted) cut();
        socket.end(packet(int32(requestCodes.cancel), key));
        socket.resume();
        // The server closes when it has passed the request on: a client that goes on before that may lose its next query.
        await closed(socket);
        signal.removeEventListener('abort', cut);
      },
    );
  }
}
