import { once } from 'node:events';
import net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { Message } from '../../emulator/redshift/messages.js';
import {
  cString,
  errorFields,
  int32,
  message,
  packet,
  readExactly,
  readMessage,
} from '../../emulator/redshift/messages.js';
import type { RedshiftStandIn } from '../../emulator/redshift/redshiftStandIn.js';

/** Where a Redshift is, and what its clients trust. */
type Place = Pick<RedshiftStandIn, 'port' | 'certificatePem'>;

/** What a client says of itself that comes with a token. */
export const idcStartup = {
  database: 'dev',
  idp_type: 'AwsIdc',
  token_type: 'SUBJECT_TOKEN',
  plugin_name: 'IdpTokenAuthPlugin',
} as const;

type Startup = Readonly<Record<string, string>>;

/** How a login is tried. */
export type Attempt = {
  readonly startup?: Startup;
  /** Not sent when absent. */
  readonly token?: string;
  readonly endsWithNul?: boolean;
  /** The name in TLS and in the certificate. */
  readonly serverName?: string;
};

/** Bytes on a socket, as a driver of Redshift sends and reads them. */
export class RedshiftClient {
  /** Settings that the server told. */
  readonly settings: Record<string, string> = {};
  /** The body of BackendKeyData. */
  key: Buffer = Buffer.alloc(0);

  private constructor(readonly stream: Duplex) {
    stream.on('error', () => undefined);
  }

  static async plain(standIn: Place): Promise<RedshiftClient> {
    return new RedshiftClient(await tcp(standIn));
  }

  /** Throws where the server wants no TLS, or the certificate is wrong. */
  static async secure(standIn: Place, serverName = 'localhost', ca = standIn.certificatePem) {
    const stream = await tcp(standIn);
    stream.write(packet(int32(80_877_103)));
    const answer = String(await readExactly(stream, 1));
    if (answer !== 'S') throw new Error(`The server answers ${answer} to SSLRequest.`);
    const secure = tls.connect({ socket: stream, servername: serverName, ca });
    try {
      await once(secure, 'secureConnect');
    } catch (error) {
      stream.destroy();
      throw error;
    }
    return new RedshiftClient(secure);
  }

  /** Logs in; the last message is ReadyForQuery or the error. */
  static async login(standIn: Place, attempt: Attempt): Promise<RedshiftClient> {
    const client = await RedshiftClient.secure(standIn, attempt.serverName);
    const last = await client.enter(attempt);
    if (last.type !== 'Z') throw new Error(errorText(last));
    return client;
  }

  /** From the startup packet to the end of the login, good or bad. */
  async enter({ startup = idcStartup, token, endsWithNul = false }: Attempt): Promise<Message> {
    this.stream.write(startupOf(startup));
    for (;;) {
      const next = await this.read();
      if (next.type === 'R' && next.body.readInt32BE(0) === 14 && token !== undefined) {
        this.stream.write(message('i', Buffer.from(endsWithNul ? `${token}\0` : token)));
      } else if (next.type === 'S') {
        const [name = '', value = ''] = String(next.body).split('\0');
        this.settings[name] = value;
      } else if (next.type === 'K') {
        this.key = next.body;
      } else if (next.type === 'Z' || next.type === 'E') {
        return next;
      }
    }
  }

  read(): Promise<Message> {
    return readMessage(this.stream, 200_000_000);
  }

  /** Sends a query and gives its messages up to ReadyForQuery. */
  async query(sql: string): Promise<readonly Message[]> {
    this.stream.write(message('Q', cString(sql)));
    return this.untilReady();
  }

  async untilReady(): Promise<readonly Message[]> {
    const messages: Message[] = [];
    do messages.push(await this.read());
    while (messages.at(-1)?.type !== 'Z');
    return messages;
  }

  /** The only column of the only row, or the error. */
  async value(sql: string): Promise<string> {
    const messages = await this.query(sql);
    const error = messages.find(({ type }) => type === 'E');
    if (error !== undefined) return errorText(error);
    const row = messages.find(({ type }) => type === 'D');
    return row === undefined ? '' : row.body.toString('utf8', 6);
  }

  close(): void {
    this.stream.destroy();
  }
}

async function tcp({ port }: Pick<Place, 'port'>): Promise<net.Socket> {
  const socket = net.connect(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

/** `SQLSTATE sentence` of an ErrorResponse. */
export function errorText({ body }: Message): string {
  const { C: code, M: sentence } = errorFields(body);
  return `${code ?? ''} ${sentence ?? ''}`;
}

/** A startup packet of protocol 3.0, written out. */
export function startupOf(startup: Startup): Buffer {
  const pairs = Object.entries(startup).flat().map(cString);
  return packet(int32(196_608), ...pairs, Buffer.from([0]));
}

/** A request to cancel what the connection with this key does. */
export async function cancel(standIn: Place, key: Buffer): Promise<void> {
  const { stream } = await RedshiftClient.plain(standIn);
  const closed = once(stream, 'close');
  stream.resume().write(packet(int32(80_877_102), key));
  await closed;
}
