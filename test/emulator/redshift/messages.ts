import type { Duplex } from 'node:stream';

/**
 * Messages of the PostgreSQL protocol, version 3.
 * @see https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export type Message = { readonly type: string; readonly body: Buffer };

/** What comes first, instead of a message, by the number at its beginning. */
export const codes = { protocol3: 196_608, cancel: 80_877_102, ssl: 80_877_103 } as const;

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
}

export function cString(text: string): Buffer {
  return Buffer.from(`${text}\0`);
}

/** A message: type, length (which counts itself), body. */
export function message(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([Buffer.from(type), int32(body.length + 4), body]);
}

/** What a connection begins with: it has a length but no type. */
export function packet(...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([int32(body.length + 4), body]);
}

export function startupPacket(parameters: readonly (readonly [string, string])[]): Buffer {
  const pairs = parameters.flatMap(([name, value]) => [cString(name), cString(value)]);
  return packet(int32(codes.protocol3), ...pairs, Buffer.alloc(1));
}

/** An end of the login: SQLSTATE and sentence. */
export function fatal(code: string, sentence: string): Buffer {
  const fields = [`SFATAL`, `VFATAL`, `C${code}`, `M${sentence}`].map(cString);
  return message('E', ...fields, Buffer.alloc(1));
}

/** The fields of an ErrorResponse by their letters: `C` is the SQLSTATE, `M` the sentence. */
export function errorFields(body: Buffer): Readonly<Record<string, string>> {
  const fields = body.toString('utf8').split('\0').filter(Boolean);
  return Object.fromEntries(fields.map((field) => [field.charAt(0), field.slice(1)]));
}

/** The other side went away in the middle. */
export class Gone extends Error {}

/** Exactly so many bytes; what follows stays in the stream. */
export async function readExactly(stream: Duplex, count: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for (let missing = count; missing > 0;) {
    // All that is there: a stream that keeps some of it says at once, again and again, that it can be read.
    const chunk = stream.read() as Buffer | null;
    if (chunk !== null) {
      chunks.push(chunk.subarray(0, missing));
      if (chunk.length > missing) stream.unshift(chunk.subarray(missing));
      missing -= Math.min(chunk.length, missing);
    } else if (stream.readableEnded || stream.destroyed) {
      throw new Gone('The other side went away.');
    } else {
      await somethingNew(stream);
    }
  }
  return Buffer.concat(chunks);
}

/** The next message; throws where its length is none or more than the limit. */
export async function readMessage(stream: Duplex, limit: number): Promise<Message> {
  const header = await readExactly(stream, 5);
  const length = header.readInt32BE(1);
  if (length < 4 || length > limit) throw new Gone(`A message of ${length} bytes is none.`);
  return { type: header.toString('latin1', 0, 1), body: await readExactly(stream, length - 4) };
}

function somethingNew(stream: Duplex): Promise<void> {
  return new Promise((resolve) => {
    const events = ['readable', 'end', 'close', 'error'];
    const done = (): void => {
      for (const event of events) stream.off(event, done);
      resolve();
    };
    for (const event of events) stream.on(event, done);
  });
}
