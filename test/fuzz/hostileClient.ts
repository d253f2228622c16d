import net from 'node:net';
import { pieces } from './hostileBytes.js';
import type { Random } from './random.js';

const proofLength = 32;

/** Made once the server has said the awaited text. */
interface Reply {
  readonly awaited: string;
  readonly reply: (said: string) => Buffer;
}

/** What a client sends one after the other. */
export type Step = Buffer | Reply;

/** A client that attacks; sees whether what it hears is what PostgreSQL may say. */
export class HostileClient {
  heard = Buffer.alloc(0);
  isClosed = false;
  private readonly socket: net.Socket;

  constructor(
    address: net.NetConnectOpts,
    private readonly random: Random,
    private readonly steps: readonly Step[],
    private readonly moved: () => void,
  ) {
    this.socket = net.connect(address);
    this.socket.on('error', () => undefined);
    this.socket.on('data', (bytes: Buffer) => {
      this.heard = Buffer.concat([this.heard, bytes]);
      this.moved();
    });
    this.socket.on('close', () => {
      this.isClosed = true;
      this.moved();
    });
  }

  /** Sends all it has; then it stays, says that it is done, or is gone. */
  async run(): Promise<void> {
    for (const step of this.steps) {
      for (const piece of pieces(this.random, 'awaited' in step ? await this.replied(step) : step)) {
        if (this.isClosed) return;
        this.socket.write(piece);
        this.moved();
        await turn();
      }
    }
    if (this.random.oneIn(4)) this.socket.end();
    else if (this.random.oneIn(8)) this.socket.destroy();
  }

  /** What is wrong with what was heard, if anything is. */
  get complaint(): string | undefined {
    const refusals = /^N{0,2}/.exec(this.heard.toString('latin1'))?.[0].length ?? 0;
    // The answer to a question for proof: random bytes, and nothing else.
    if (this.heard.length - proofLength <= refusals && this.heard.length >= proofLength) return undefined;
    let rest = this.heard.subarray(refusals);
    while (rest.length > 0) {
      const type = rest.toString('latin1', 0, 1);
      const length = rest.length < 5 ? -1 : rest.readInt32BE(1);
      if (!'ERv'.includes(type) || length < 4 || rest.length < length + 1) return `not a message: ${type}`;
      if (type === 'R' && rest.readInt32BE(5) === 0) return 'let in';
      rest = rest.subarray(length + 1);
    }
    return undefined;
  }

  /** Waits a little for the server's word; without it the reply is to nothing. */
  private async replied({ awaited, reply }: Reply): Promise<Buffer> {
    for (let count = 0; count < 200 && !this.heard.includes(awaited) && !this.isClosed; count++) await turn();
    return reply(this.heard.toString('latin1'));
  }
}

export function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
