import { createHash } from 'node:crypto';
import net from 'node:net';
import { endedText, int32, message, packet } from '../../../src/wire/messages.js';

/** A client that says what a test wants, byte for byte. */
export class RawClient {
  received = Buffer.alloc(0);
  isClosed = false;
  private readonly socket: net.Socket;
  private wake = (): void => undefined;

  constructor(address: net.NetConnectOpts) {
    this.socket = net.connect(address);
    this.socket
      .on('error', () => undefined)
      .on('data', (bytes: Buffer) => {
        this.received = Buffer.concat([this.received, bytes]);
        this.wake();
      })
      .on('close', () => {
        this.isClosed = true;
        this.wake();
      });
  }

  send(...parts: readonly (Buffer | string)[]): this {
    this.socket.write(Buffer.concat(parts.map((part) => Buffer.from(part as string))));
    return this;
  }

  /** As AWS's drivers do, so that the login is MD5. */
  start(user: string, parameters: Readonly<Record<string, string>> = {}): this {
    return this.send(startup({ user, driver_version: 'test', ...parameters }));
  }

  /** Answers the MD5 login. */
  async password(user: string, password: string): Promise<this> {
    const asked = await this.take(13);
    const inner = createHash('md5')
      .update(password + user)
      .digest('hex');
    const outer = createHash('md5').update(inner).update(asked.subarray(9)).digest('hex');
    return this.send(message('p', endedText(`md5${outer}`)));
  }

  /** Waits for so many bytes and takes them away. */
  async take(length: number): Promise<Buffer> {
    await this.until(() => this.received.length >= length || this.isClosed);
    const taken = this.received.subarray(0, length);
    this.received = this.received.subarray(length);
    return taken;
  }

  /** The next message: its type, and its body as text with NULs as bars. */
  async message(): Promise<string> {
    const header = await this.take(5);
    if (header.length < 5) return '';
    const body = await this.take(header.readInt32BE(1) - 4);
    return `${header.toString('latin1', 0, 1)} ${body.toString('latin1').replaceAll('\0', '|')}`;
  }

  /** All that comes until the end: messages, and bytes that are none. */
  async rest(): Promise<string> {
    await this.until(() => this.isClosed);
    return this.received.toString('latin1').replaceAll('\0', '|');
  }

  /** The ErrorResponse at the end, as "code sentence", with the hint if there is one; else what else there was. */
  async refusal(): Promise<string> {
    const text = await this.rest();
    const fields = /\|C(.{5})\|M([^|]*)(?:\|H([^|]*))?\|\|$/s.exec(text);
    if (fields === null) return text;
    const [, code, sentence, hint] = fields;
    return `${code ?? ''} ${Buffer.from(sentence ?? '', 'latin1').toString()}${hint === undefined ? '' : ` (${hint})`}`;
  }

  pause(): void {
    this.socket.pause();
  }

  resume(): void {
    this.socket.resume();
  }

  end(): void {
    this.socket.destroy();
  }

  private async until(isDone: () => boolean): Promise<void> {
    while (!isDone()) await new Promise<void>((resolve) => (this.wake = resolve));
  }
}

export function startup(parameters: Readonly<Record<string, string>>, version = 3 << 16): Buffer {
  const pairs = Object.entries(parameters).flatMap(([name, value]) => [endedText(name), endedText(value)]);
  return packet(int32(version), ...pairs, Buffer.alloc(1));
}
