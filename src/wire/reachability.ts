import dns from 'node:dns/promises';
import net from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { secondMs } from '../core/base/duration.js';
import { Cancelled } from '../core/base/userError.js';
import type { HostProbe, PortState } from '../core/diagnosis/probes.js';

/** A port that does not answer in this time is behind something that drops what comes. */
const limitMs = 5 * secondMs;

/** Looks at names and ports as any Postgres client of this computer would: without a proxy. */
export class Reachability implements HostProbe {
  constructor(private readonly clock: Clock) {}

  /** By the name servers and the hosts file of this computer. */
  async resolve(host: string): Promise<readonly string[]> {
    try {
      return (await dns.lookup(host, { all: true })).map(({ address }) => address);
    } catch {
      return [];
    }
  }

  /** Connects, says nothing and hangs up. Throws {@link Cancelled} once the signal is aborted. */
  async connect(host: string, port: number, signal: AbortSignal): Promise<PortState> {
    const socket = net.connect({ host, port });
    const end = Promise.withResolvers<PortState>();
    socket.once('connect', () => end.resolve({ kind: 'open' }));
    socket.once('error', (error) => end.resolve({ kind: 'closed', code: codeOf(error) }));
    const timer = this.clock.after(limitMs, () => end.resolve({ kind: 'silent', afterMs: limitMs }));
    const cancel = (): void => end.reject(new Cancelled());
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    try {
      return await end.promise;
    } finally {
      signal.removeEventListener('abort', cancel);
      timer.dispose();
      socket.destroy();
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'Error';
}
