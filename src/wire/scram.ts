import * as l10n from '@vscode/l10n';
import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { notUnderstood } from './refusal.js';

/** What a server keeps of a password (RFC 5802, section 3). */
export interface ScramSecret {
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
}

export const scramMechanism = 'SCRAM-SHA-256';

/** PostgreSQL's default; some clients take no fewer. */
const iterations = 4096;
const derive = promisify(pbkdf2);
/** The user's name is that of the startup packet, as in PostgreSQL; what is here goes unread. */
const clientFirstMessage = /^([ny],,)(n=[^,]*,r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/s;
const clientFinalMessage =
  /^(c=([A-Za-z0-9+/=]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?),p=([A-Za-z0-9+/]{43}=)$/s;

/** @param password in ASCII, as those of hand-outs are: SASLprep would leave it as it is */
export async function scramSecret(password: string, salt: Buffer): Promise<ScramSecret> {
  const salted = await derive(password, salt, iterations, 32, 'sha256');
  return { storedKey: sha256(hmac(salted, 'Client Key')), serverKey: hmac(salted, 'Server Key') };
}

/** The server's side of one SCRAM-SHA-256 login without channel binding (RFC 5802, RFC 7677). */
export class ScramLogin {
  private header = '';
  private firstMessages = '';
  private nonce = '';

  constructor(
    private readonly salt: Buffer,
    private readonly serverNonce = randomBytes(18).toString('base64'),
  ) {}

  /** The server's first message. Throws a `Refusal` where the client's makes no sense. */
  first(clientFirst: string): string {
    const [, header, bare, clientNonce] = clientFirstMessage.exec(clientFirst) ?? [];
    if (header === undefined || bare === undefined || clientNonce === undefined) throw malformed();
    this.header = Buffer.from(header).toString('base64');
    this.nonce = `${clientNonce}${this.serverNonce}`;
    const serverFirst = `r=${this.nonce},s=${this.salt.toString('base64')},i=${iterations}`;
    this.firstMessages = `${bare},${serverFirst}`;
    return serverFirst;
  }

  /** The server's last message, or undefined where the password is wrong. Throws as {@link first} does. */
  async final(clientFinal: string, secret: Promise<ScramSecret>): Promise<string | undefined> {
    const [, withoutProof, header, nonce, proof] = clientFinalMessage.exec(clientFinal) ?? [];
    if (withoutProof === undefined || proof === undefined) throw malformed();
    if (header !== this.header || nonce !== this.nonce) throw malformed();
    const { storedKey, serverKey } = await secret;
    const signed = `${this.firstMessages},${withoutProof}`;
    const clientKey = xor(Buffer.from(proof, 'base64'), hmac(storedKey, signed));
    if (!timingSafeEqual(sha256(clientKey), storedKey)) return undefined;
    return `v=${hmac(serverKey, signed).toString('base64')}`;
  }
}

function malformed(): Error {
  return notUnderstood(l10n.t('malformed SCRAM message'));
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function xor(left: Buffer, right: Buffer): Buffer {
  return Buffer.from(left.map((byte, index) => byte ^ (right[index] ?? 0)));
}
