/** Messages of PostgreSQL's protocol 3.0: https://www.postgresql.org/docs/current/protocol-message-formats.html */

/** The codes that stand where a startup packet has its version. */
export const requestCodes = { cancel: 80_877_102, ssl: 80_877_103, gss: 80_877_104 } as const;

const headerBytes = 5;
const fatal = ['SFATAL', 'VFATAL'];

export function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value | 0);
  return bytes;
}

/** A text and the NUL that ends it; one that holds a NUL would end early and is cut there. */
export function endedText(text: string): Buffer {
  return Buffer.from(`${text.split('\0', 1)[0] ?? ''}\0`);
}

/** A message without a type, as a client's first words are. */
export function packet(...parts: readonly Buffer[]): Buffer {
  const length = parts.reduce((sum, part) => sum + part.length, 4);
  return Buffer.concat([int32(length), ...parts]);
}

/** @param type one ASCII letter */
export function message(type: string, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(type, 'latin1'), packet(...parts)]);
}

/** The type and the length of what follows, of a message's first five bytes. A length below 0 is nonsense. */
export function readHeader(header: Buffer): { readonly type: string; readonly length: number } {
  return { type: header.toString('latin1', 0, 1), length: header.readInt32BE(1) - 4 };
}

export const headerLength = headerBytes;

export function authentication(code: number, ...parts: readonly Buffer[]): Buffer {
  return message('R', int32(code), ...parts);
}

/** Names and values, as a startup packet has them. */
export function startupPacket(parameters: Iterable<readonly [string, string]>): Buffer {
  const pairs = [...parameters].flatMap(([name, value]) => [endedText(name), endedText(value)]);
  return packet(int32(3 << 16), ...pairs, Buffer.alloc(1));
}

/** An ErrorResponse that ends the connection. */
export function errorResponse(code: string, text: string): Buffer {
  return message('E', ...[...fatal, `C${code}`, `M${text}`].map(endedText), Buffer.alloc(1));
}

/** The fields of an ErrorResponse by their letters. */
export function errorFields(body: Buffer): ReadonlyMap<string, string> {
  const fields = body.toString('utf8').split('\0');
  return new Map(fields.filter((field) => field !== '').map((field) => [field.slice(0, 1), field.slice(1)]));
}

/** An ErrorResponse of the server as it came, with a hint where it has none. */
export function errorWithHint(body: Buffer, hint: string | undefined): Buffer {
  if (hint === undefined || errorFields(body).has('H')) return message('E', body);
  const fields = body.at(-1) === 0 ? body.subarray(0, -1) : body;
  return message('E', fields, endedText(`H${hint}`), Buffer.alloc(1));
}

/** "I speak 3.0 alone", and the options that were not understood. */
export function negotiateProtocolVersion(options: readonly string[]): Buffer {
  return message('v', int32(0), int32(options.length), ...options.map(endedText));
}
