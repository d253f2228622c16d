import { join } from 'node:path';
import { progress } from '../../host/progress.js';
import { temporaryFolder } from '../../host/temporaryFolder.js';
import { atLeast, atMost, median, shown, under, type Measured, type Row } from '../row.js';
import { startCarrier } from './carrier.js';
import { runClient, type Samples } from './client.js';
import { startBouncers, startRedshift } from './servers.js';
import type { Places, Way } from './ways.js';

const rounds = { throughput: 5, connecting: 40, slowly: 1 } as const;
const ways: Readonly<Record<keyof typeof rounds, readonly Way[]>> = {
  throughput: ['ours', 'pipe', 'direct', 'bouncer'],
  connecting: ['ours', 'direct', 'bouncer', 'freshBouncer'],
  slowly: ['ours', 'pipe'],
};
const aboutBouncer =
  'pgbouncer lets clients in before it asks the server, and lends them what is logged in already unless told otherwise; the endpoint logs each client in to the server.';

/** The local endpoint beside a bare pipe, a direct login and pgbouncer, all in processes of their own. */
export async function measureEndpoint(): Promise<Measured> {
  const caFile = join(await temporaryFolder('bench-'), 'ca.pem');
  const server = await progress('starting Redshift', () => startRedshift(caFile));
  if (server === undefined) {
    return { rows: [], notes: ['Left out: there is no PostgreSQL server for this machine.'] };
  }
  const bouncers = await progress('starting pgbouncer', () => startBouncers(caFile));
  const places = async (): Promise<Places> => ({
    caFile,
    server,
    ours: await startCarrier('engine', server, caFile),
    pipe: await startCarrier('pipe', server, caFile),
    bouncers,
  });
  const warm = await places();
  const rows = [
    ...(await progress('reading large results', async () => throughput(await run('throughput', warm)))),
    ...(await progress('connecting', async () => connecting(await run('connecting', warm)))),
    // Fresh ones: what an earlier result left behind would hide what this one takes.
    ...(await progress('reading slowly', async () => memory(await run('slowly', await places())))),
  ];
  return {
    rows,
    notes: [bouncers === undefined ? 'Left out: pgbouncer, which is not installed.' : aboutBouncer],
  };
}

function run(job: keyof typeof ways, places: Places): Promise<Samples> {
  const possible = ways[job].filter((way) => !/bouncer/i.test(way) || places.bouncers !== undefined);
  return runClient({ job, places, ways: possible, rounds: rounds[job] });
}

function throughput(samples: Samples): readonly Row[] {
  const speed = (way: Way): number => median(samples[way]?.map(({ mbPerSecond = 0 }) => mbPerSecond) ?? []);
  const cpu = (way: Way): number => median(samples[way]?.map(({ used }) => used?.cpuMs ?? 0) ?? []);
  const name = 'large result';
  const figures = { unit: 'MB/s', ours: speed('ours') } as const;
  return [
    atLeast(0.95, { ...figures, name: `${name}, beside a bare pipe`, reference: speed('pipe') }),
    shown({ ...figures, name: `${name}, beside direct TLS`, reference: speed('direct') }),
    ...('bouncer' in samples
      ? [atLeast(1, { ...figures, name: `${name}, beside pgbouncer`, reference: speed('bouncer') })]
      : []),
    shown({
      name: `${name}, processor time, beside a bare pipe`,
      unit: 'ms',
      ours: cpu('ours'),
      reference: cpu('pipe'),
    }),
  ];
}

function connecting(samples: Samples): readonly Row[] {
  const time = (way: Way, of: 'ms' | 'answerMs'): number =>
    median(samples[way]?.map((sample) => sample[of] ?? 0) ?? []);
  const row = (name: string, way: Way, of: 'ms' | 'answerMs') =>
    ({ name, unit: 'ms', ours: time('ours', of), reference: time(way, of) }) as const;
  return [
    atMost(1.3, row('connecting, beside a direct login', 'direct', 'ms')),
    ...('bouncer' in samples
      ? [
          atMost(1, row('connecting, beside pgbouncer', 'bouncer', 'ms'), 20),
          shown(row('to the first answer, beside pgbouncer that logs in anew', 'freshBouncer', 'answerMs')),
        ]
      : []),
  ];
}

function memory(samples: Samples): readonly Row[] {
  const used = (way: Way) => samples[way]![0]!.used!;
  const growth = (way: Way, of: 'rss' | 'heap'): number => used(way)[of].peak - used(way)[of].start;
  const figures = (of: 'rss' | 'heap') => ({
    name: `slow reader, ${of === 'rss' ? 'memory' : 'heap'} growth, from ${used('ours')[of].start.toFixed(0)} to ${used('ours')[of].peak.toFixed(0)} MB`,
    unit: 'MB' as const,
    ours: growth('ours', of),
    reference: growth('pipe', of),
  });
  return [under(64, figures('rss')), shown(figures('heap'))];
}
