import * as l10n from '@vscode/l10n';
import type { Socket } from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { endSocket, closed } from './socketEnd.js';
import { Refusal } from './refusal.js';

/** ReadyForQuery without its last byte. After it the server has nothing more to say until it is asked. */
const ready = Buffer.from([0x5a, 0, 0, 0, 5]);
const readyLength = ready.length + 1;

/** Carries bytes both ways, untouched and with back-pressure, until one side ends. */
export class Bridge {
  /** The last bytes from the server that were handed to the client. */
  private last: Buffer = Buffer.alloc(0);
  private isEnding = false;

  constructor(
    private readonly client: Socket,
    private readonly server: Socket,
    private readonly clock: Clock,
  ) {
    server.on('data', (bytes: Buffer) => {
      this.last =
        bytes.length < readyLength ? Buffer.concat([this.last.subarray(-readyLength), bytes]) : bytes;
    });
    server.on('end', () => this.serverEnded());
    server.on('close', () => this.serverEnded());
    client.on('close', () => this.clientClosed());
    server.pipe(client, { end: false });
    client.pipe(server);
    // What happened before anybody listened tells nobody any more.
    if (server.destroyed) this.serverEnded();
    if (client.destroyed) this.clientClosed();
  }

  /** Resolves once both sides are closed. */
  async done(): Promise<void> {
    await Promise.all([closed(this.client), closed(this.server)]);
  }

  /** Ends both sides; the client is told why where that cannot be taken for a part of a result. */
  stop(lastWords: Buffer): void {
    if (this.isEnding) {
      // Of what the client has not fetched by now, it has had the time.
      this.client.destroy();
      return;
    }
    this.isEnding = true;
    this.server.unpipe(this.client);
    this.client.unpipe(this.server);
    endSocket(this.client, this.clock, this.isBetweenMessages ? lastWords : undefined);
    endSocket(this.server, this.clock);
  }

  /** Known only where the last message is the one that ends an answer: where others end is not looked at. */
  private get isBetweenMessages(): boolean {
    const tail = this.last.subarray(-readyLength);
    return tail.length === readyLength && tail.subarray(0, ready.length).equals(ready);
  }

  private serverEnded(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    this.client.unpipe(this.server);
    this.server.destroy();
    this.client.resume();
    if (this.isBetweenMessages) this.client.end(lostInSession().response);
    // No time limit: a slow reader may still fetch what the server sent before it went.
    else this.client.end();
  }

  private clientClosed(): void {
    if (this.isEnding) return;
    this.isEnding = true;
    endSocket(this.server, this.clock);
  }
}

function lostInSession(): Refusal {
  return new Refusal('08006', l10n.t('The connection to Redshift was lost. Connect again.'));
}
