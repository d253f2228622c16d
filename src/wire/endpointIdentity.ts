import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import type { Clock } from '../core/base/clock.js';
import { secondMs } from '../core/base/duration.js';
import { pause } from '../core/base/pause.js';
import type { HolderWatch } from '../core/connections/endpoint/localEndpoint.js';
import { ByteReader } from './byteReader.js';
import { int32, packet } from './messages.js';
import { QuietConnection } from './quietConnection.js';
import { HungUp } from './refusal.js';
import { within } from './timeLimit.js';

/** Stands where a startup packet has its version, as PostgreSQL's own requests do; a PostgreSQL server refuses it. */
export const identityCode = 0x52_49_44_43;
export const nonceLength = 32;

const proofLength = 32;
const keyLength = 32;
const limitMs = 2 * secondMs;
const never = new AbortController().signal;

/** Who listens on a port or a socket: a window of ours, a stranger, or nobody any more. */
export type Listener =
  | { readonly kind: 'ours'; readonly holder: HolderWatch }
  /** `isSilent`: it said nothing in the time it had. */
  | { readonly kind: 'stranger' | 'nobody'; readonly isSilent: boolean };

class Silent extends Error {}

/**
 * Lets windows of this extension know each other. All can read one key, and nobody else can; who asks sends random
 * bytes, and who answers signs them together with its port, so that neither a listener nor somebody who passes the
 * question on to another port can use what is said.
 */
export class EndpointIdentity {
  private readonly file: string;

  /** @param folder that only this user can enter */
  constructor(
    folder: string,
    private readonly clock: Clock,
  ) {
    this.file = path.join(folder, 'endpoint.key');
  }

  /** Makes the key where there is none yet. Throws where that cannot be. */
  async prepare(): Promise<void> {
    await this.key();
  }

  async proof(nonce: Buffer, port: number): Promise<Buffer> {
    return createHmac('sha256', await this.key())
      .update('local endpoint')
      .update(int32(port))
      .update(nonce)
      .digest();
  }

  /** Who listens there. A window that is just closing may answer as a stranger does: ask more than once. */
  async whoIs(address: net.NetConnectOpts, port: number): Promise<Listener> {
    const nonce = randomBytes(nonceLength);
    const wanted = await this.proof(nonce, port);
    const socket = net.connect(address);
    let kind: 'stranger' | 'nobody' = 'nobody';
    socket.on('error', () => undefined).on('connect', () => (kind = 'stranger'));
    try {
      await within(
        this.clock,
        limitMs,
        never,
        () => new Silent(),
        async (signal) => {
          const reader = new ByteReader(socket, signal);
          try {
            socket.write(packet(int32(identityCode), nonce));
            if (!timingSafeEqual(await reader.read(proofLength), wanted)) throw new HungUp();
          } finally {
            reader.dispose();
          }
        },
      );
      return { kind: 'ours', holder: new QuietConnection(socket) };
    } catch (error) {
      socket.destroy();
      return { kind, isSilent: error instanceof Silent };
    }
  }

  /** Made by the first window that needs it. Read each time: the file may be another one by now. */
  private async key(): Promise<Buffer> {
    for (let attempt = 0; attempt < 10; attempt++) {
      const key = await readFile(this.file).catch(() => undefined);
      if (key?.length === keyLength) return key;
      if (key === undefined && (await this.make())) continue;
      // Another window is writing it.
      await pause(this.clock, 20, never);
    }
    await rm(this.file, { force: true });
    await this.make();
    return readFile(this.file);
  }

  private async make(): Promise<boolean> {
    try {
      await writeFile(this.file, randomBytes(keyLength), { flag: 'wx', mode: 0o600 });
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
      throw error;
    }
  }
}
