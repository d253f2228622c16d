import * as l10n from '@vscode/l10n';
import type { TLSSocket } from 'node:tls';
import type { Clock } from '../core/base/clock.js';
import { minuteMs, secondMs } from '../core/base/duration.js';
import type { ServerRefusal, Upstream } from '../core/connections/endpoint/localEndpoint.js';
import { ByteReader } from './byteReader.js';
import {
  endedText,
  errorFields,
  errorWithHint,
  headerLength,
  message,
  readHeader,
  startupPacket,
} from './messages.js';
import { HungUp, Refusal } from './refusal.js';
import { within } from './timeLimit.js';
import { connectTls, lost, silent } from './tlsConnection.js';

/** A connection that is logged in. */
export interface RedshiftConnection {
  readonly socket: TLSSocket;
  /** What the server said, from AuthenticationOk up to its BackendKeyData; the rest is still in the socket. */
  readonly greeting: Buffer;
  /** What a CancelRequest must carry, if the server gave it. */
  readonly backendKey: Buffer | undefined;
}

/** AuthenticationRequest for a token: not in PostgreSQL, and named by nobody but Redshift's drivers. */
const asksForToken = 14;
const connectLimitMs = 10 * secondMs;
/** A workgroup that nobody used for a while takes its time to wake up. */
const loginLimitMs = minuteMs;
const messageLimit = 16_000;

/**
 * Logs in with the token, which goes to nobody whose certificate was not checked. Throws a {@link Refusal}: the server's
 * own words, or why there was no server.
 *
 * @param hintFor what to add to the server's words
 */
export async function redshiftLogin(
  upstream: Upstream,
  parameters: ReadonlyMap<string, string>,
  hintFor: (refusal: ServerRefusal) => string | undefined,
  clock: Clock,
  outer: AbortSignal,
): Promise<RedshiftConnection> {
  const tooLate = (): Refusal => silent(upstream);
  const socket = await within(clock, connectLimitMs, outer, tooLate, (signal) =>
    connectTls(upstream, signal),
  );
  return within(clock, loginLimitMs, outer, tooLate, async (signal) => {
    const reader = new ByteReader(socket, signal);
    try {
      socket.write(startupPacket(parameters));
      return { socket, ...(await converse(socket, reader, upstream, hintFor)) };
    } catch (error) {
      socket.destroy();
      throw error instanceof HungUp ? lost() : error;
    } finally {
      reader.dispose();
    }
  });
}

async function converse(
  socket: TLSSocket,
  reader: ByteReader,
  { token }: Upstream,
  hintFor: (refusal: ServerRefusal) => string | undefined,
): Promise<Omit<RedshiftConnection, 'socket'>> {
  const said: Buffer[] = [];
  let step: 'asked' | 'answered' | 'loggedIn' = 'asked';
  for (;;) {
    const { type, length } = readHeader(await reader.read(headerLength));
    if (length < 0 || length > messageLimit) throw unexpected();
    const body = await reader.read(length);
    if (type === 'E') throw refused(body, hintFor);
    if (type === 'R' && step !== 'loggedIn' && length >= 4) {
      const code = body.readInt32BE();
      if (step === 'asked' && code === asksForToken) {
        socket.write(message('i', endedText(token)));
        step = 'answered';
        continue;
      }
      if (step !== 'answered' || code !== 0) throw unexpected();
      step = 'loggedIn';
    } else if (type !== 'N' && step !== 'loggedIn') throw unexpected();
    if (type === 'K') return { greeting: Buffer.concat(said), backendKey: body };
    said.push(message(type, body));
    if (type === 'Z') return { greeting: Buffer.concat(said), backendKey: undefined };
  }
}

function refused(body: Buffer, hintFor: (refusal: ServerRefusal) => string | undefined): Refusal {
  const fields = errorFields(body);
  const refusal = { code: fields.get('C') ?? '', message: fields.get('M') ?? '' };
  return new Refusal(refusal.code, refusal.message, errorWithHint(body, hintFor(refusal)));
}

function unexpected(): Refusal {
  return new Refusal(
    '08P01',
    l10n.t(
      'The server did not ask for the token as Redshift does. Check that the address is that of a workgroup.',
    ),
  );
}
