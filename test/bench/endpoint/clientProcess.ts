// What a client sees, measured in a process of its own. Prints the samples.
import { setTimeout as pause } from 'node:timers/promises';
import { givenJob, type Samples } from './client.js';
import { readGauge } from './gauge.js';
import { ask, readResult, resultMb } from './result.js';
import { connect, type Places, type Way } from './ways.js';

const { job, places, ways, rounds } = givenJob();
const jobs = { throughput, connecting, slowly } as const;
// Code that runs for the first time is slower: nobody counts these.
for (const way of ways) await once(way, job === 'throughput' ? 1 : 5);
const samples: Samples = {};
if (job === 'slowly') await Promise.all(ways.map((way) => sample(way)));
// Every other round in the other order, so that none always comes after the same one.
else for (let round = 0; round < rounds; round++) for (const way of order(round)) await sample(way);
console.log(JSON.stringify(samples));
// Stays until who started it has read that.
process.stdin.ref();

function order(round: number): readonly Way[] {
  return round % 2 === 0 ? ways : ways.toReversed();
}

async function sample(way: Way): Promise<void> {
  (samples[way] ??= []).push(await jobs[job](way, places));
}

async function once(way: Way, times: number): Promise<void> {
  for (let time = 0; time < times; time++)
    await (job === 'throughput' ? throughput : connecting)(way, places);
}

/** Also what the carrier itself had to do for it. */
async function throughput(way: Way, given: Places): Promise<Samples[string][number]> {
  const gauge = gaugeOf(way, given);
  const stream = await connect(way, given);
  if (gauge !== undefined) await readGauge(gauge);
  const start = performance.now();
  await readResult(stream);
  const ms = performance.now() - start;
  stream.destroy();
  const used = gauge === undefined ? undefined : await readGauge(gauge);
  return { mbPerSecond: (resultMb * 1000) / ms, ...(used && { used }) };
}

/** Until a query may be sent, and until the first one is answered. */
async function connecting(way: Way, given: Places): Promise<Samples[string][number]> {
  const start = performance.now();
  const stream = await connect(way, given);
  const ms = performance.now() - start;
  await ask(stream, 'select 1');
  const answerMs = performance.now() - start;
  stream.destroy();
  return { ms, answerMs };
}

/** About 25 MB a second, and half way nothing at all for a while. */
async function slowly(way: Way, given: Places): Promise<Samples[string][number]> {
  const stream = await connect(way, given);
  const gauge = gaugeOf(way, given) ?? 0;
  await readGauge(gauge);
  const stepBytes = 1_000_000;
  let next = stepBytes;
  let hasRested = false;
  await readResult(stream, (count) => {
    if (count < next) return;
    next = count + stepBytes;
    const isHalf = !hasRested && count > (resultMb * 1_000_000) / 2;
    hasRested ||= isHalf;
    stream.pause();
    void pause(isHalf ? 2000 : 40).then(() => stream.resume());
  });
  stream.destroy();
  return { used: await readGauge(gauge) };
}

function gaugeOf(way: Way, { ours, pipe }: Places): number | undefined {
  if (way === 'ours') return ours.gauge;
  return way === 'pipe' ? pipe.gauge : undefined;
}
