import { join } from 'node:path';
import { progress } from '../../host/progress.js';
import { temporaryFolder } from '../../host/temporaryFolder.js';
import { atLeast, atMost, median, shown, under, type Measured, type Row } from '../row.js';
import { startCarrier } from './carrier.js';
import { runClient, type Samples } from './client.js';
import { startBouncer, startRedshift } from './servers.js';
import type { Places, Way } from './ways.js';

const rounds = { throughput: 5, connecting: 40 } as const;

/** The local endpoint beside a bare pipe, a direct login and pgbouncer, all in processes of their own. */
export async function measureEndpoint(): Promise<Measured> {
  const caFile = join(await temporaryFolder('bench-'), 'ca.pem');
  const server = await progress('starting Redshift', () => startRedshift(caFile));
  if (server === undefined) {
    return { rows: [], notes: ['Left out: there is no PostgreSQL server for this machine.'] };
  }
  const bouncer = await progress('starting pgbouncer', () => startBouncer(caFile));
  const places = async (): Promise<Places> => ({
    caFile,
    server,
    ours: await startCarrier('engine', server, caFile),
    pipe: await startCarrier('pipe', server, caFile),
    bouncer,
  });
  const warm = await places();
  const others: readonly Way[] = bouncer === undefined ? [] : ['bouncer'];
  const rows = [
    ...(await progress('reading large results', async () =>
      throughput(await run('throughput', warm, others)),
    )),
    ...(await progress('connecting', async () => connecting(await run('connecting', warm, others)))),
    // Fresh ones: what an earlier result left behind would hide what this one takes.
    ...(await progress('reading slowly', async () => memory(await run('slowly', await places(), [])))),
  ];
  return { rows, notes: bouncer === undefined ? ['Left out: pgbouncer, which is not installed.'] : [] };
}

function run(job: 'throughput' | 'connecting' | 'slowly', places: Places, others: readonly Way[]) {
  const ways: readonly Way[] = {
    throughput: ['ours', 'pipe', 'direct', ...others] as const,
    connecting: ['ours', 'direct', ...others] as const,
    slowly: ['ours', 'pipe'] as const,
  }[job];
  return runClient({ job, places, ways, rounds: job === 'slowly' ? 1 : rounds[job] });
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
  const time = (way: Way): number => median(samples[way]?.map(({ ms = 0 }) => ms) ?? []);
  const figures = { unit: 'ms', ours: time('ours') } as const;
  return [
    atMost(1.3, { ...figures, name: 'connecting, beside a direct login', reference: time('direct') }),
    ...('bouncer' in samples
      ? [atMost(1, { ...figures, name: 'connecting, beside pgbouncer', reference: time('bouncer') }, 20)]
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
