import { randomInt } from 'node:crypto';
import type { BackendKey } from './backend.js';
import { int32 } from './messages.js';

/** The keys that clients were given instead of PostgreSQL's own. */
export class CancelKeys {
  private readonly given = new Map<string, BackendKey>();

  /** The body of a BackendKeyData for this backend: a process id and a secret, 32 bits each. */
  give(backend: BackendKey): Buffer {
    const body = Buffer.concat([int32(randomInt(1, 2 ** 31)), int32(randomInt(2 ** 32))]);
    this.given.set(body.toString('hex'), backend);
    return body;
  }

  find(body: Buffer): BackendKey | undefined {
    return this.given.get(body.toString('hex'));
  }

  takeBack(body: Buffer): void {
    this.given.delete(body.toString('hex'));
  }
}
