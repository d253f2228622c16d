import { createHash, createHmac, pbkdf2, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import net from 'node:net';
import { promisify } from 'node:util';
import {
  cString,
  errorFields,
  int32,
  message,
  readMessage,
  startupPacket,
  type Message,
} from '../../emulator/redshift/messages.js';

/** The one client of the bench's endpoint, and of pgbouncer. */
export const localUser = { user: 'bench', password: 'rsidc_bench' } as const;

const derive = promisify(pbkdf2);
const messageLimit = 1_000_000;

/** Logs in with a password as psql does (RFC 5802, RFC 7677), up to ReadyForQuery. Throws what the server says instead. */
export async function scramLogin(port: number, database: string): Promise<net.Socket> {
  const socket = net.connect({ host: '127.0.0.1', port, noDelay: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const next = async (): Promise<Message> => {
    const said = await readMessage(socket, messageLimit);
    if (said.type === 'E') throw new Error(errorFields(said.body)['M']);
    return said;
  };
  socket.write(
    startupPacket([
      ['user', localUser.user],
      ['database', database],
    ]),
  );
  await next();
  const nonce = randomBytes(18).toString('base64');
  const first = `n=,r=${nonce}`;
  const initial = Buffer.from(`n,,${first}`);
  socket.write(message('p', cString('SCRAM-SHA-256'), int32(initial.length), initial));
  const serverFirst = (await next()).body.toString('utf8', 4);
  socket.write(message('p', Buffer.from(await proof(first, serverFirst))));
  while ((await next()).type !== 'Z');
  return socket;
}

async function proof(first: string, serverFirst: string): Promise<string> {
  const [, nonce = '', salt = '', count = ''] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(serverFirst) ?? [];
  const salted = await derive(localUser.password, Buffer.from(salt, 'base64'), Number(count), 32, 'sha256');
  const clientKey = hmac(salted, 'Client Key');
  const withoutProof = `c=${Buffer.from('n,,').toString('base64')},r=${nonce}`;
  const storedKey = createHash('sha256').update(clientKey).digest();
  const signature = hmac(storedKey, `${first},${serverFirst},${withoutProof}`);
  const bytes = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
  return `${withoutProof},p=${bytes.toString('base64')}`;
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
