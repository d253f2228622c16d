import { once } from 'node:events';
import type net from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import type { IssuedToken } from '../operations/issuedToken.js';
import { backendLogin, cancelQuery } from './backend.js';
import type { StandInParts } from './standInParts.js';
import { fingerprintOf } from './loginRecord.js';
import type { LoginRecord } from './loginRecord.js';
import { codes, fatal, Gone, int32, message, readExactly, readMessage } from './messages.js';
import { pass } from './passing.js';
import type { Step, StruckBy } from './redshiftFaults.js';
import type { Refusal, Startup } from './startup.js';
import { parseStartup, passedOn, refusal, refusedSetting, refusedStartup } from './startup.js';
import { checkedToken, databases, workgroupAt } from './tokenCheck.js';

const startupLimit = 10_000;
/** More than the longest token that any driver can send. */
const tokenLimit = 20_000;
const authenticationOk = message('R', int32(0));
const tokenRequest = message('R', int32(14));

/** A client's connection from its first byte on: TLS, startup, token, and then PostgreSQL. Throws {@link Gone}. */
export async function serveClient(raw: net.Socket, parts: StandInParts): Promise<void> {
  let stream: Duplex = raw;
  let struck: StruckBy | undefined;
  for (;;) {
    const first = await readPacket(stream);
    const code = first.readInt32BE(0);
    if (code === codes.cancel) {
      await cancel(stream, first.subarray(4), parts);
      return;
    }
    struck ??= parts.faults.take();
    if (code !== codes.ssl || stream !== raw) {
      await new ClientLogin(raw, stream, struck, parts).run(first);
      return;
    }
    if (struck.by('refuseTls') !== undefined) {
      raw.write('N');
      continue;
    }
    if (ended(raw, struck, 'sslRequest')) return;
    stream = await secured(raw, struck, parts);
    if (ended(raw, struck, 'tls')) return;
  }
}

/** The way from a startup packet to a query. */
class ClientLogin {
  private readonly record: LoginRecord;

  constructor(
    private readonly raw: net.Socket,
    private readonly stream: Duplex,
    private readonly struck: StruckBy,
    private readonly parts: StandInParts,
  ) {
    const { servername, version } = serverNameOf(stream);
    this.record = { serverName: servername, tlsVersion: version, startup: {}, outcome: 'waiting' };
  }

  async run(packet: Buffer): Promise<void> {
    const startup = parseStartup(packet);
    if ('code' in startup) {
      this.refuse(startup);
      return;
    }
    this.begin(startup);
    if (!(this.stream instanceof tls.TLSSocket)) {
      const user = startup.get('user') ?? '';
      this.refuse(refusal('28000', `no pg_hba.conf entry for host "127.0.0.1", user "${user}", SSL off`));
      return;
    }
    const refused = refusedStartup(startup);
    if (refused !== undefined) {
      this.refuse(refused);
      return;
    }
    if (this.ends('startup')) return;
    this.stream.write(tokenRequest);
    if (this.ends('tokenRequest')) return;
    const token = await this.token(startup);
    if ('code' in token) {
      this.refuse(token);
      return;
    }
    if (this.ends('token')) return;
    await this.enter(startup, token);
  }

  private begin(startup: Startup): void {
    const { aws, logins } = this.parts;
    // Whoever puts the token where it does not belong must not make us keep it.
    const safe = (text: string): string =>
      aws.tokens.some(({ value }) => text.includes(value)) ? '(token)' : text;
    const shown = Object.fromEntries([...startup].map(([name, value]) => [name, safe(value)]));
    Object.assign(this.record, { startup: shown });
    logins.push(this.record);
  }

  private async token(startup: Startup): Promise<IssuedToken | Refusal> {
    const { type, body } = await readMessage(this.stream, tokenLimit);
    if (type !== 'i') {
      return refusal('08P01', `expected password response, got message type ${type.charCodeAt(0)}`);
    }
    const endsWithNul = body.at(-1) === 0;
    const value = body.toString('utf8', 0, endsWithNul ? body.length - 1 : body.length);
    this.record.token = { fingerprint: fingerprintOf(value), endsWithNul };
    if (this.workgroup?.hasIdentityCenter === false) {
      return refusal('28000', 'AWS IdC identity provider does not exist');
    }
    return checkedToken(this.parts.aws, startup, this.workgroup, value);
  }

  /** The one that is meant by the address; undefined where all are. */
  private get workgroup() {
    const { aws, workgroup } = this.parts;
    return workgroupAt(aws, this.record.serverName ?? '') ?? workgroup;
  }

  private async enter(startup: Startup, token: IssuedToken): Promise<void> {
    const { roles, socketPath, aws } = this.parts;
    const injected = this.struck.by('refuse');
    if (injected !== undefined) {
      this.refuse(injected);
      return;
    }
    this.stream.write(authenticationOk);
    const setting = refusedSetting(startup);
    if (setting !== undefined) {
      this.refuse(setting);
      return;
    }
    const role = `awsidc:${token.userName}`;
    const database = startup.get('database') ?? '';
    await roles.ensure(role, databases(aws, this.workgroup).has(database) ? database : undefined);
    const login = await backendLogin(socketPath, role, passedOn(startup));
    if (!login.isOpen) {
      this.decide('refused by PostgreSQL');
      this.stream.resume().end(message('E', login.error.body));
      return;
    }
    this.record.role = role;
    this.decide('open');
    await pass(this.raw, this.stream, login, startup, this.struck, this.parts);
    this.record.outcome = 'closed';
  }

  private refuse({ code, sentence }: Refusal): void {
    this.decide(`${code} ${sentence}`);
    this.stream.resume().end(fatal(code, sentence));
  }

  private ends(step: Step): boolean {
    const kind = ended(this.raw, this.struck, step);
    if (kind !== undefined) this.decide(`${kind} after ${step}`);
    return kind !== undefined;
  }

  private decide(outcome: string): void {
    this.record.outcome = outcome;
    this.parts.onDecided(this.record);
  }
}

/** Ends a connection, or leaves it without an answer, where a fault says so. */
function ended(raw: net.Socket, struck: StruckBy, step: Step): 'cut' | 'silence' | undefined {
  const fault = struck.endAfter(step);
  if (fault?.kind === 'silence') raw.resume();
  else if (fault?.isReset === true) raw.resetAndDestroy();
  else if (fault !== undefined) raw.destroy();
  return fault?.kind;
}

/** What comes before any message: a length, which counts itself, and a number that says what it is. */
async function readPacket(stream: Duplex): Promise<Buffer> {
  const length = (await readExactly(stream, 4)).readInt32BE(0);
  if (length < 8 || length > startupLimit) throw new Gone('invalid length of startup packet');
  return readExactly(stream, length - 4);
}

async function secured(raw: net.Socket, struck: StruckBy, parts: StandInParts): Promise<tls.TLSSocket> {
  // Somebody on the way could have put them there.
  if (raw.readableLength > 0) throw new Gone('There are bytes before TLS.');
  raw.write('S');
  const wrong = struck.by('wrongCertificate')?.because;
  const contextFor = (name: string): tls.SecureContext =>
    parts.certificates.contextFor(workgroupAt(parts.aws, name) === undefined ? 'localhost' : name, wrong);
  const secure = new tls.TLSSocket(raw, {
    isServer: true,
    secureContext: contextFor('localhost'),
    SNICallback: (name, done) => done(null, contextFor(name)),
  });
  // Its end is what counts.
  secure.on('error', () => undefined);
  const closed = new AbortController();
  secure.once('close', () => closed.abort());
  try {
    await once(secure, 'secure', { signal: closed.signal });
  } catch {
    throw new Gone('The client went away from TLS.');
  }
  return secure;
}

function serverNameOf(stream: Duplex): { servername: string | undefined; version: string | undefined } {
  if (!(stream instanceof tls.TLSSocket)) return { servername: undefined, version: undefined };
  // Undocumented for a server's side, and what its certificate was chosen by.
  const { servername } = stream as tls.TLSSocket & { servername?: string | false | null };
  return { servername: servername || undefined, version: stream.getProtocol() ?? undefined };
}

async function cancel(stream: Duplex, key: Buffer, parts: StandInParts): Promise<void> {
  const backend = parts.keys.find(key);
  parts.cancels.push({ isKnown: backend !== undefined });
  if (backend !== undefined) await cancelQuery(parts.socketPath, backend);
  stream.resume().end();
}
