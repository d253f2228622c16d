import * as l10n from '@vscode/l10n';
import type { Socket } from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { secondMs } from '../core/base/duration.js';
import type { Limiter } from '../core/base/limiter.js';
import { describeError, type Log } from '../core/base/log.js';
import { UserError } from '../core/base/userError.js';
import type { EndpointOwner, EndpointSession, Upstream } from '../core/connections/endpoint/localEndpoint.js';
import { Bridge } from './bridge.js';
import { ByteReader } from './byteReader.js';
import type { CancelKeys } from './cancel.js';
import type { LocalLogin } from './localLogin.js';
import { message, negotiateProtocolVersion } from './messages.js';
import { redshiftLogin } from './redshiftLogin.js';
import { goodbye, greeting } from './quietConnection.js';
import { HungUp, Refusal } from './refusal.js';
import { closed, endSocket } from './socketEnd.js';
import { readRequest, type StartupRequest } from './startup.js';
import { readStart, redshiftParameters, type ClientStart } from './startupParameters.js';
import { unlessAborted } from './timeLimit.js';

/** What all connections of an endpoint share. */
export interface EndpointServices {
  readonly owner: EndpointOwner;
  readonly clock: Clock;
  readonly log: Log;
  readonly localLogin: LocalLogin;
  /** How many may log in at a time; the others wait. */
  readonly places: Limiter;
  readonly cancelKeys: CancelKeys;
  proof(nonce: Buffer): Promise<Buffer>;
  /** The place of one more window that waits for the end of this one; undefined where there are too many of them. */
  placeToWait(): number | undefined;
  /** A client gave the right password. Throws a {@link Refusal} where there are too many of them. */
  admit(): void;
}

/** Until a client has given the right password. */
const loginLimitMs = 10 * secondMs;

/** One client, from its first byte to its end. */
export class ClientConnection {
  /** Once the client gave the right password. */
  user: string | undefined;
  /** Once Redshift let it in, until it leaves. */
  session: EndpointSession | undefined;
  /** The place of a window that waits for the end of this one, and is no client. */
  waitsAt: number | undefined;
  private readonly stopping = new AbortController();
  private readonly signal = this.stopping.signal;
  private bridge: Bridge | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly services: EndpointServices,
  ) {
    socket.on('error', () => undefined);
    socket.on('close', () => this.stopping.abort(new HungUp()));
  }

  /** Resolves once the connection is closed. Never throws. */
  async serve(): Promise<void> {
    const { clock } = this.services;
    const limit = clock.after(loginLimitMs, () => this.stop(tooSlow()));
    const reader = new ByteReader(this.socket, this.signal);
    try {
      const request = await readRequest(reader, this.socket);
      if (request.kind === 'startup') {
        const start = await this.logIn(request, reader);
        limit.dispose();
        await this.connect(start, reader);
      } else {
        const answer = request.kind === 'identity' ? await this.services.proof(request.nonce) : undefined;
        if (request.kind === 'cancel') await this.services.cancelKeys.carry(request.key, clock, this.signal);
        this.signal.throwIfAborted();
        reader.dispose();
        this.waitsAt = answer && this.services.placeToWait();
        if (answer === undefined || this.waitsAt === undefined) endSocket(this.socket, clock, answer);
        else this.keepQuiet(answer, this.waitsAt);
      }
    } catch (error) {
      reader.dispose();
      endSocket(this.socket, clock, this.lastWords(this.signal.aborted ? this.signal.reason : error));
    } finally {
      limit.dispose();
    }
    await closed(this.socket);
  }

  /** Ends the connection, whatever it is doing. */
  stop(why: Refusal): void {
    if (this.bridge === undefined) this.stopping.abort(why);
    else this.bridge.stop(why.response);
  }

  /** To a window that waits: it goes with the connection's end, and is told first where it is not to take over. */
  letGo(isStopped: boolean): void {
    endSocket(this.socket, this.services.clock, goodbye(isStopped));
  }

  /** Who has more to say is no window of ours. */
  private keepQuiet(answer: Buffer, place: number): void {
    this.socket.write(Buffer.concat([answer, greeting(place)]));
    this.socket.on('data', () => this.socket.destroy());
  }

  /** Reveals nothing of the workgroup or its token before the password was right. */
  private async logIn(request: StartupRequest, reader: ByteReader): Promise<ClientStart> {
    const start = readStart(request);
    if (request.minor > 0 || start.unknownOptions.length > 0) {
      this.socket.write(negotiateProtocolVersion(start.unknownOptions));
    }
    const check = async (): Promise<void> => {
      this.signal.throwIfAborted();
      await this.services.localLogin.check(start, reader, this.socket, this.signal);
    };
    await unlessAborted(this.signal, this.services.places.run(check));
    this.services.admit();
    this.user = start.user;
    return start;
  }

  private async connect(start: ClientStart, reader: ByteReader): Promise<void> {
    const { owner, clock, cancelKeys } = this.services;
    const upstream = await this.upstream();
    const parameters = redshiftParameters(start, upstream.database);
    const server = await redshiftLogin(
      upstream,
      parameters,
      (refusal) => owner.refused(upstream, refusal),
      clock,
      this.signal,
    );
    if (this.signal.aborted) server.socket.destroy();
    this.signal.throwIfAborted();
    reader.dispose();
    const key = server.backendKey && cancelKeys.give(upstream, server.backendKey);
    this.socket.write(
      Buffer.concat([server.greeting, ...(key === undefined ? [] : [message('K', key.key)])]),
    );
    this.bridge = new Bridge(this.socket, server.socket, clock);
    this.session = { user: start.user, applicationName: start.applicationName, since: clock.now() };
    try {
      owner.sessionsChanged();
      await this.bridge.done();
    } finally {
      key?.dispose();
      this.session = undefined;
      owner.sessionsChanged();
    }
  }

  private async upstream(): Promise<Upstream> {
    try {
      return await unlessAborted(this.signal, this.services.owner.upstream(this.signal));
    } catch (error) {
      throw error instanceof UserError ? new Refusal('28000', error.message) : error;
    }
  }

  private lastWords(error: unknown): Buffer | undefined {
    if (error instanceof HungUp) return undefined;
    if (error instanceof Refusal) return error.response;
    this.services.log.warn(describeError(error));
    return new Refusal(
      'XX000',
      l10n.t(
        'The local endpoint failed. Look into the log of Redshift Serverless Identity Center in VS Code.',
      ),
    ).response;
  }
}

function tooSlow(): Refusal {
  return new Refusal('57014', l10n.t('canceling authentication due to timeout'));
}
