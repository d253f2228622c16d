import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import tls from 'node:tls';
import { errorResponse, int32, message } from '../../../src/wire/messages.js';
import { testCa } from '../../emulator/testCa.js';

type Step = 'connected' | 'tlsAsked' | 'startup' | 'token' | 'ready';

/** One CA for the whole run, which this process trusts. */
const ca = testCa();
tls.setDefaultCACertificates([...tls.getCACertificates('default'), ca.certificatePem]);
const good = ca.issue(['wg.test']);
const foreign = testCa().issue(['wg.test']);

const sslRequest = 80_877_103;
const cancelRequest = 80_877_102;
/** What the server gives as BackendKeyData: process id and secret. */
export const serverKey = Buffer.from([0, 0, 0, 7, 1, 2, 3, 4]);
export const readyForQuery = message('Z', Buffer.from('I'));

/** A server that logs in as Redshift does and then says what a test wants. Its certificate is good for `wg.test`. */
export class ScriptedRedshift {
  readonly startups: ReadonlyMap<string, string>[] = [];
  readonly tokens: string[] = [];
  readonly cancels: Buffer[] = [];
  /** Those that are logged in. */
  readonly sessions: tls.TLSSocket[] = [];
  /** All that was said before TLS. */
  plain: Buffer = Buffer.alloc(0);
  tlsAnswer = 'S';
  certificate: 'good' | 'foreign' = 'good';
  cutAt: Step | undefined;
  silentAt: Step | undefined;
  /** Said instead of AuthenticationOk. */
  refusal: Buffer | undefined;
  /** What follows AuthenticationOk. */
  greeting: Buffer = Buffer.concat([
    message('S', Buffer.from('server_version\x008.0.2\0')),
    message('K', serverKey),
    readyForQuery,
  ]);
  /** What a session does with what comes; it echoes. */
  onSession = (socket: tls.TLSSocket): void => void socket.on('data', (bytes: Buffer) => socket.write(bytes));
  private readonly sockets = new Set<net.Socket>();
  private readonly server = net.createServer((socket) => {
    this.sockets.add(socket.on('error', () => undefined));
    socket.on('close', () => this.sockets.delete(socket));
    this.accept(socket);
  });

  async start(): Promise<number> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await once(this.server, 'close');
  }

  private accept(socket: net.Socket): void {
    if (!this.goesOn('connected', socket)) return;
    socket.once('data', (bytes: Buffer) => {
      this.plain = Buffer.concat([this.plain, bytes]);
      if (bytes.readInt32BE(4) !== sslRequest || !this.goesOn('tlsAsked', socket)) return;
      socket.write(this.tlsAnswer);
      if (this.tlsAnswer === 'S') this.secure(socket);
    });
  }

  private secure(socket: net.Socket): void {
    const { keyPem, certificatePem } = this.certificate === 'good' ? good : foreign;
    const secure = new tls.TLSSocket(socket, { isServer: true, key: keyPem, cert: certificatePem });
    secure.on('error', () => undefined).on('end', () => secure.end());
    secure.once('data', (bytes: Buffer) => {
      if (bytes.readInt32BE(4) === cancelRequest) {
        this.cancels.push(bytes.subarray(8));
        secure.end();
        return;
      }
      if (!this.goesOn('startup', secure)) return;
      const texts = bytes.toString('utf8', 8).split('\0').slice(0, -2);
      this.startups.push(
        new Map(texts.flatMap((name, index) => (index % 2 === 0 ? [[name, texts[index + 1] ?? '']] : []))),
      );
      secure.write(message('R', int32(14)));
      secure.once('data', (answer: Buffer) => this.takeToken(secure, answer));
    });
  }

  private takeToken(socket: tls.TLSSocket, answer: Buffer): void {
    this.tokens.push(`${answer.toString('latin1', 0, 1)} ${answer.toString('utf8', 5, answer.length - 1)}`);
    if (!this.goesOn('token', socket)) return;
    if (this.refusal !== undefined) {
      socket.end(this.refusal);
      return;
    }
    this.sessions.push(socket);
    this.onSession(socket);
    socket.write(Buffer.concat([message('R', int32(0)), this.greeting]));
    this.goesOn('ready', socket);
  }

  private goesOn(step: Step, socket: net.Socket): boolean {
    if (this.cutAt === step) socket.destroy();
    return this.cutAt !== step && this.silentAt !== step;
  }
}

/** Answers each simple query with one row of texts. */
export function answering(rows: (query: string) => readonly string[]): (socket: tls.TLSSocket) => void {
  return (socket) => {
    socket.on('data', (bytes: Buffer) => {
      const type = bytes.toString('latin1', 0, 1);
      if (type === 'X') socket.end();
      if (type !== 'Q') return;
      const row = rows(bytes.toString('utf8', 5, bytes.length - 1));
      const int16 = (value: number): Buffer => Buffer.from([value >> 8, value & 0xff]);
      const columns = ['user', 'database', 'version'].slice(0, row.length);
      const descriptions = columns.map((name) =>
        Buffer.concat([
          Buffer.from(`${name}\0`),
          int32(0),
          int16(0),
          int32(25),
          int16(-1),
          int32(-1),
          int16(0),
        ]),
      );
      const values = row.map((text) => Buffer.concat([int32(Buffer.byteLength(text)), Buffer.from(text)]));
      socket.write(
        Buffer.concat([
          message('T', int16(row.length), ...descriptions),
          message('D', int16(row.length), ...values),
          message('C', Buffer.from('SELECT 1\0')),
          readyForQuery,
        ]),
      );
    });
  };
}

/** What Redshift says of a token it does not take. */
export const tokenExpired = errorResponse('28000', 'Token credentials expired or invalid');
