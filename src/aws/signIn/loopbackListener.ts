import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/base/clock.js';
import type { Disposable } from '../../core/base/disposable.js';
import { Cancelled, stopIfCancelled, UserError } from '../../core/base/userError.js';

export interface LoopbackOptions {
  /** Where the browser comes back to, `http` on 127.0.0.1 or localhost. Without a port, a free one is taken. */
  readonly redirectUri: string;
  /** What the call-back must carry to be ours. */
  readonly state: string;
  readonly limitMs: number;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/** Waits on 127.0.0.1 for the one call-back of a sign-in; everything else that comes is turned away. */
export class LoopbackListener implements Disposable {
  private readonly arrived = Promise.withResolvers<URL>();
  private readonly timer: Disposable;
  private readonly cancel = (): void => this.arrived.reject(new Cancelled());

  private constructor(
    private readonly server: Server,
    /** With the port that is listened on. */
    readonly redirectUri: URL,
    private readonly options: LoopbackOptions,
  ) {
    // Nobody may be waiting yet when the limit is reached.
    this.arrived.promise.catch(() => undefined);
    this.timer = options.clock.after(options.limitMs, () => this.arrived.reject(late()));
    options.signal.addEventListener('abort', this.cancel, { once: true });
    server.on('request', (request, response) => this.answer(request, response));
  }

  /** Throws a sentence where the port of the address is taken. */
  static async open(options: LoopbackOptions): Promise<LoopbackListener> {
    stopIfCancelled(options.signal);
    const redirectUri = new URL(options.redirectUri);
    // At first use, and not before: the SDK's chunk holds the same module, and a start would load what both share.
    const { default: http } = await import('node:http');
    const server = http.createServer({ maxHeaderSize: 16_384, requestTimeout: 10_000 });
    const listening = Promise.withResolvers<undefined>();
    server.once('error', listening.reject);
    server.listen(Number(redirectUri.port), '127.0.0.1', () => listening.resolve(undefined));
    try {
      await listening.promise;
    } catch (error) {
      throw taken(redirectUri, error);
    }
    redirectUri.port = String((server.address() as AddressInfo).port);
    return new LoopbackListener(server, redirectUri, options);
  }

  /** The call-back with its parameters. Throws {@link Cancelled}, or a sentence once the limit is reached. */
  callBack(): Promise<URL> {
    return this.arrived.promise;
  }

  dispose(): void {
    this.timer.dispose();
    this.options.signal.removeEventListener('abort', this.cancel);
    this.server.close();
    // Browsers open spare connections; the answer to the call-back closes its own.
    this.server.closeIdleConnections();
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = `http://${this.redirectUri.host}${request.url ?? ''}`;
    const callBack = URL.canParse(url) ? new URL(url) : undefined;
    const isOurs = request.headers.host === this.redirectUri.host;
    if (!isOurs || callBack?.pathname !== this.redirectUri.pathname) {
      send(response, 404, l10n.t('Nothing is here.'));
    } else if (request.method !== 'GET') {
      send(response, 405, l10n.t('Nothing is here.'));
    } else if (!isEqual(callBack.searchParams.getAll('state'), this.options.state)) {
      send(response, 400, l10n.t('This is not the answer to the sign-in that is under way.'));
    } else {
      send(response, 200, l10n.t('The answer has arrived. Close this page and go back to the editor.'));
      this.arrived.resolve(callBack);
    }
  }
}

/** In a time that does not tell how much of it was right. */
function isEqual([given, ...more]: readonly string[], expected: string): boolean {
  const [left, right] = [Buffer.from(given ?? ''), Buffer.from(expected)];
  return more.length === 0 && left.length === right.length && timingSafeEqual(left, right);
}

function send(response: ServerResponse, status: number, text: string): void {
  const body = `<!doctype html><meta charset="utf-8"><title>${text}</title><p>${text}</p>\n`;
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': "default-src 'none'",
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    Connection: 'close',
  });
  response.end(body);
}

function late(): UserError {
  return new UserError(
    l10n.t('Nobody answered in the browser in time, so the sign-in was given up. Try again.'),
    { kind: 'retry' },
  );
}

function taken({ host }: URL, cause: unknown): UserError {
  return new UserError(
    l10n.t('The sign-in cannot come back to {0}: another program may hold it. Close that, then retry.', host),
    { kind: 'retry' },
    { cause },
  );
}
