import { startProcess } from './benchProcess.js';
import type { Reading } from './gauge.js';
import type { Places, Way } from './ways.js';

/** What a client does, over and over, on each of these ways in turn. */
export interface Job {
  readonly job: 'throughput' | 'connecting' | 'slowly';
  readonly places: Places;
  readonly ways: readonly Way[];
  readonly rounds: number;
}

/** What it saw, by way. */
export type Samples = Record<string, Sample[]>;

interface Sample {
  readonly mbPerSecond?: number;
  readonly ms?: number;
  readonly answerMs?: number;
  /** By the carrier. */
  readonly used?: Reading;
}

const patienceMs = 180_000;
const jobVariable = 'BENCH_JOB';

/** Lets a client do it in a process of its own. Throws with what it printed where it failed. */
export async function runClient(job: Job): Promise<Samples> {
  const client = await startProcess('client', job.places.caFile, { [jobVariable]: JSON.stringify(job) });
  await client.printed('\n', patienceMs);
  await client.stop();
  return JSON.parse(client.output) as Samples;
}

/** For the process itself. */
export function givenJob(): Job {
  return JSON.parse(process.env[jobVariable] ?? '') as Job;
}
