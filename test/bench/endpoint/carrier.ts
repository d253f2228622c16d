import { startProcess } from './benchProcess.js';

/** A process that carries bytes between clients and Redshift. */
export interface Carrier {
  /** For its clients, on 127.0.0.1. */
  readonly port: number;
  /** See `readGauge`. */
  readonly gauge: number;
}

/** What the engine and the pipe are told, in their environment. */
export interface Upstream {
  readonly port: number;
  /** Made up, as all of the emulator's are. */
  readonly token: string;
}

const upstreamVariable = 'BENCH_UPSTREAM';
const patienceMs = 60_000;

/** Starts the engine or the pipe in a process of its own, which ends with this one. */
export async function startCarrier(
  name: 'engine' | 'pipe',
  upstream: Upstream,
  caFile: string,
): Promise<Carrier> {
  const started = await startProcess(name, caFile, { [upstreamVariable]: JSON.stringify(upstream) });
  await started.printed('\n', patienceMs);
  return JSON.parse(started.output) as Carrier;
}

/** For the process itself. */
export function givenUpstream(): Upstream {
  return JSON.parse(process.env[upstreamVariable] ?? '') as Upstream;
}
