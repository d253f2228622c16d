import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a process used since it was last asked. */
export interface Reading {
  readonly cpuMs: number;
  readonly rss: Span;
  readonly heap: Span;
}

/** In MB: at the last question, and at most since then. */
interface Span {
  readonly start: number;
  readonly peak: number;
}

const sampleMs = 10;
const megabyte = 1_000_000;

/** Lets others ask what this process uses. Gives the port. */
export async function serveGauge(): Promise<number> {
  let cpu = process.cpuUsage();
  let start = memory();
  let peak = start;
  setInterval(() => {
    const now = memory();
    peak = { rss: Math.max(peak.rss, now.rss), heap: Math.max(peak.heap, now.heap) };
  }, sampleMs).unref();
  const server = http.createServer((_, response) => {
    const { user, system } = process.cpuUsage(cpu);
    const span = (of: 'rss' | 'heap'): Span => ({ start: start[of], peak: peak[of] });
    const reading: Reading = { cpuMs: (user + system) / 1000, rss: span('rss'), heap: span('heap') };
    response.end(JSON.stringify(reading));
    cpu = process.cpuUsage();
    globalThis.gc?.();
    peak = start = memory();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Asks, and begins anew. */
export async function readGauge(port: number): Promise<Reading> {
  return (await (await fetch(`http://127.0.0.1:${port}`)).json()) as Reading;
}

function memory(): { readonly rss: number; readonly heap: number } {
  const { rss, heapUsed } = process.memoryUsage();
  return { rss: rss / megabyte, heap: heapUsed / megabyte };
}
