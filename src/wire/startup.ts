import * as l10n from '@vscode/l10n';
import type { Socket } from 'node:net';
import type { ByteReader } from './byteReader.js';
import { requestCodes } from './messages.js';
import { identityCode, nonceLength } from './endpointIdentity.js';
import { notUnderstood, Refusal } from './refusal.js';

/** What a client wants, by its first packet. */
export type ClientRequest =
  /** @param key the eight bytes that BackendKeyData gave: process id and secret */
  | { readonly kind: 'cancel'; readonly key: Buffer }
  /** Another window asks for proof that this is an endpoint of ours. */
  | { readonly kind: 'identity'; readonly nonce: Buffer }
  | StartupRequest;

export interface StartupRequest {
  readonly kind: 'startup';
  /** The version is 3.x; a client that wants more than 3.0 has to be told. */
  readonly minor: number;
  readonly parameters: ReadonlyMap<string, string>;
}

/** As PostgreSQL has it: MAX_STARTUP_PACKET_LENGTH. */
const packetLimit = 10_000;
const keyLength = 8;

/** Reads a client's first packet; those that ask for encryption are told that there is none, each kind once. */
export async function readRequest(reader: ByteReader, socket: Socket): Promise<ClientRequest> {
  const refused = new Set<number>();
  for (;;) {
    const body = await readPacket(reader);
    const code = body.readInt32BE();
    const isEncryption = code === requestCodes.ssl || code === requestCodes.gss;
    if (!isEncryption) return parseRequest(code, body.subarray(4));
    if (body.length > 4 || refused.has(code)) throw notUnderstood(l10n.t('Encryption was asked for again.'));
    refused.add(code);
    socket.write('N');
  }
}

async function readPacket(reader: ByteReader): Promise<Buffer> {
  const length = (await reader.read(4)).readInt32BE() - 4;
  if (length < 4 || length > packetLimit) throw notUnderstood(l10n.t('invalid length of startup packet'));
  return reader.read(length);
}

function parseRequest(code: number, rest: Buffer): ClientRequest {
  if (code === requestCodes.cancel) {
    if (rest.length !== keyLength) throw notUnderstood(l10n.t('invalid length of cancel request'));
    return { kind: 'cancel', key: rest };
  }
  if (code === identityCode && rest.length === nonceLength) return { kind: 'identity', nonce: rest };
  const major = code >>> 16;
  const minor = code & 0xffff;
  if (major !== 3) {
    throw new Refusal(
      '0A000',
      l10n.t('unsupported frontend protocol {0}.{1}: the local endpoint speaks 3.0', major, minor),
    );
  }
  return { kind: 'startup', minor, parameters: parseParameters(rest) };
}

/** Pairs of texts, each ended by a NUL, and one more NUL at the very end. */
function parseParameters(bytes: Buffer): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  let position = 0;
  const next = (): string => {
    const end = bytes.indexOf(0, position);
    if (end < 0)
      throw notUnderstood(l10n.t('invalid startup packet layout: expected terminator as last byte'));
    const text = bytes.toString('utf8', position, end);
    position = end + 1;
    return text;
  };
  for (let name = next(); name !== ''; name = next()) parameters.set(name, next());
  if (position !== bytes.length) {
    throw notUnderstood(l10n.t('invalid startup packet layout: expected terminator as last byte'));
  }
  return parameters;
}
