// Measures what the design gives budgets for, each beside its reference: all, or `npm run bench -- endpoint`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { outFolder } from '../host/paths.js';
import { seconds } from '../host/progress.js';
import { measureEndpoint } from './endpoint/endpoint.js';
import type { Measured } from './row.js';
import { tableText } from './table.js';

const groups: ReadonlyMap<string, () => Promise<Measured>> = new Map([['endpoint', measureEndpoint]]);

const named = process.argv.slice(2);
const unknown = named.filter((name) => !groups.has(name));
if (unknown.length > 0) {
  console.error(
    `Nothing to measure is called ${unknown.join(', ')}: there is ${[...groups.keys()].join(', ')}.`,
  );
  process.exit(2);
}

const file = join(outFolder, 'bench.json');
const measured: Record<string, Measured & { readonly load: readonly number[] }> = {};
for (const [name, measure] of groups) {
  if (named.length > 0 && !named.includes(name)) continue;
  const start = performance.now();
  const before = load();
  console.log(`\n── ${name}`);
  const { rows, notes } = await measure();
  const loads = [before, load()];
  measured[name] = { rows, notes, load: loads };
  const text = [tableText(rows), ...notes].filter((part) => part !== '').join('\n');
  console.log(
    `${text}\n${seconds(start)}; load average ${loads.join(' to ')} on ${cpus().length} processors`,
  );
}
mkdirSync(outFolder, { recursive: true });
writeFileSync(
  file,
  `${JSON.stringify({ measuredAt: new Date().toISOString(), groups: measured }, undefined, 2)}\n`,
);
// A budget is judged by who reads the table: another program on the machine is enough to miss one.
process.exit(0);

/** Of the last minute. */
function load(): number {
  return Math.round((loadavg()[0] ?? 0) * 10) / 10;
}
