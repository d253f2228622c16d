import { once } from 'node:events';
import net from 'node:net';
import type { Message } from './messages.js';
import { codes, errorFields, Gone, int32, message, packet, readMessage, startupPacket } from './messages.js';
import { superuser } from './postgresServer.js';

const messageLimit = 1_000_000;

/** What ends a query: the server's process and its secret. */
export type BackendKey = { readonly processId: number; readonly secret: number };

/** A login to PostgreSQL that went well, or what it said instead (an ErrorResponse). */
export type BackendLogin =
  | {
      readonly isOpen: true;
      readonly socket: net.Socket;
      readonly key: BackendKey;
      /** All it said up to ReadyForQuery, its key left out. */
      readonly said: readonly Message[];
    }
  | { readonly isOpen: false; readonly error: Message };

/** Logs in to PostgreSQL, which believes whoever comes by its socket. */
export async function backendLogin(
  socketPath: string,
  user: string,
  parameters: readonly (readonly [string, string])[],
): Promise<BackendLogin> {
  const socket = await connected(socketPath);
  try {
    socket.write(startupPacket([['user', user], ...parameters]));
    const said: Message[] = [];
    let key: BackendKey = { processId: 0, secret: 0 };
    for (;;) {
      const next = await readMessage(socket, messageLimit);
      if (next.type === 'E') {
        socket.destroy();
        return { isOpen: false, error: next };
      }
      if (next.type === 'K') {
        key = { processId: next.body.readInt32BE(0), secret: next.body.readInt32BE(4) };
      } else {
        said.push(next);
      }
      if (next.type === 'Z') return { isOpen: true, socket, key, said };
    }
  } catch (error) {
    socket.destroy();
    throw error;
  }
}

/** Ends the query that a backend is busy with, if it is. */
export async function cancelQuery(socketPath: string, { processId, secret }: BackendKey): Promise<void> {
  const socket = await connected(socketPath);
  const closed = once(socket, 'close');
  socket.resume().end(packet(int32(codes.cancel), int32(processId), int32(secret)));
  await closed;
}

/** Runs statements as the superuser, each in a transaction of its own. Throws with the server's sentence. */
export async function asSuperuser(
  socketPath: string,
  database: string,
  statements: readonly string[],
): Promise<void> {
  const login = await backendLogin(socketPath, superuser, [['database', database]]);
  if (!login.isOpen) throw new Error(errorFields(login.error.body)['M']);
  const { socket } = login;
  try {
    for (const statement of statements) await run(socket, statement);
  } finally {
    socket.destroy();
  }
}

async function run(socket: net.Socket, statement: string): Promise<void> {
  socket.write(message('Q', Buffer.from(`${statement}\0`)));
  let failure: Error | undefined;
  for (;;) {
    const { type, body } = await readMessage(socket, messageLimit);
    if (type === 'E') failure = new Error(errorFields(body)['M']);
    if (type !== 'Z') continue;
    if (failure !== undefined) throw failure;
    return;
  }
}

async function connected(socketPath: string): Promise<net.Socket> {
  const socket = net.connect(socketPath);
  // Whoever reads from it is told by its end.
  socket.on('error', () => undefined);
  const isOpen = await new Promise((resolve) => {
    socket.once('connect', () => resolve(true)).once('close', () => resolve(false));
  });
  if (isOpen !== true) throw new Gone('PostgreSQL does not answer.');
  return socket;
}
