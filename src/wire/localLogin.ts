import * as l10n from '@vscode/l10n';
import { createHmac, randomBytes } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { secondMs } from '../core/base/duration.js';
import { pause } from '../core/base/pause.js';
import type { ByteReader } from './byteReader.js';
import { isMd5Answer, md5SaltLength } from './md5Login.js';
import { authentication, endedText, headerLength, readHeader } from './messages.js';
import { HungUp, notUnderstood, Refusal } from './refusal.js';
import { ScramLogin, scramMechanism, scramSecret, type ScramSecret } from './scram.js';
import type { ClientStart } from './startupParameters.js';

type Passwords = (user: string) => string | undefined;

/** What AuthenticationRequest asks for. */
const asks = { md5: 5, sasl: 10, saslContinue: 11, saslFinal: 12 } as const;
const answerLimit = 1024;
/** A wrong password is answered this long after it came: guessing is slow, and its time tells nothing. */
const refusalDelayMs = secondMs;

/** Lets a client in that knows the password of a hand-out. Unknown users see what known ones with a wrong password see. */
export class LocalLogin {
  /** Makes what an unknown user would have, the same each time. */
  private readonly decoys = randomBytes(32);
  private readonly secrets = new Map<
    string,
    { readonly password: string; readonly secret: Promise<ScramSecret> }
  >();

  constructor(
    private readonly clock: Clock,
    private readonly passwordOf: Passwords,
  ) {}

  /** Throws a {@link Refusal} where the password is wrong or what comes is no answer. */
  async check(start: ClientStart, reader: ByteReader, socket: Socket, signal: AbortSignal): Promise<void> {
    const { user } = start;
    const answer = (): Promise<Buffer> => readAnswer(reader);
    const way = start.isAwsDriver ? this.md5(user, socket, answer) : this.scram(user, socket, answer);
    const { isRight, cameAt } = await way;
    if (isRight) return;
    await pause(this.clock, cameAt + refusalDelayMs - this.clock.now(), signal);
    throw new Refusal('28P01', l10n.t('password authentication failed for user "{0}"', user));
  }

  private async md5(user: string, socket: Socket, answer: () => Promise<Buffer>): Promise<Checked> {
    const salt = randomBytes(md5SaltLength);
    socket.write(authentication(asks.md5, salt));
    const given = await answer();
    const cameAt = this.clock.now();
    const password = this.passwordOf(user);
    const isSame = isMd5Answer(given, user, password ?? this.decoy(user), salt);
    return { isRight: isSame && password !== undefined, cameAt };
  }

  private async scram(user: string, socket: Socket, answer: () => Promise<Buffer>): Promise<Checked> {
    const login = new ScramLogin(this.salt(user));
    socket.write(authentication(asks.sasl, endedText(scramMechanism), Buffer.alloc(1)));
    const serverFirst = login.first(initialResponse(await answer()));
    socket.write(authentication(asks.saslContinue, Buffer.from(serverFirst)));
    const clientFinal = (await answer()).toString('utf8');
    const cameAt = this.clock.now();
    // Asked for only now, so that a password revoked in between opens nothing.
    const password = this.passwordOf(user);
    const serverFinal = await login.final(clientFinal, this.secret(user, password));
    if (serverFinal === undefined || password === undefined) return { isRight: false, cameAt };
    socket.write(authentication(asks.saslFinal, Buffer.from(serverFinal)));
    return { isRight: true, cameAt };
  }

  /** Kept for those that exist: deriving it costs as much as the rest of a login. */
  private secret(user: string, password: string | undefined): Promise<ScramSecret> {
    if (password === undefined) return scramSecret(this.decoy(user), this.salt(user));
    const known = this.secrets.get(user);
    if (known?.password === password) return known.secret;
    const secret = scramSecret(password, this.salt(user));
    this.secrets.set(user, { password, secret });
    return secret;
  }

  private salt(user: string): Buffer {
    return createHmac('sha256', this.decoys).update(`salt ${user}`).digest().subarray(0, 16);
  }

  private decoy(user: string): string {
    return createHmac('sha256', this.decoys).update(`password ${user}`).digest('base64url');
  }
}

interface Checked {
  readonly isRight: boolean;
  /** When the last answer came. */
  readonly cameAt: number;
}

/** A PasswordMessage or SASL message without its header. */
async function readAnswer(reader: ByteReader): Promise<Buffer> {
  const { type, length } = readHeader(await reader.read(headerLength));
  // A client that has to ask a person for the password first leaves, and comes back with it.
  if (type === 'X') throw new HungUp();
  if (type !== 'p' || length < 0 || length > answerLimit) {
    throw notUnderstood(l10n.t('expected password response'));
  }
  return reader.read(length);
}

/** What the client says first: the name of the mechanism, the length, and the message. */
function initialResponse(body: Buffer): string {
  const nameEnd = body.indexOf(0);
  const data = body.subarray(nameEnd + 5);
  if (body.toString('latin1', 0, nameEnd) !== scramMechanism || body.length < nameEnd + 5) {
    throw notUnderstood(l10n.t('client selected an invalid SASL authentication mechanism'));
  }
  if (body.readInt32BE(nameEnd + 1) !== data.length) throw notUnderstood(l10n.t('malformed SCRAM message'));
  return data.toString('utf8');
}
