import { parseArgs } from 'node:util';
import { Battle } from './battle.js';
import { Random } from './random.js';

/** Attacks the local endpoint. `--seed` repeats a run, as far as the order in which bytes arrive can be repeated. */
const { values } = parseArgs({ options: { seed: { type: 'string' }, cases: { type: 'string' } } });
const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed);
const wanted = Number(values.cases ?? 100_000);
/** Little more than may log in at a time, so that most come to it. */
const attackers = 14;
const battles = 8;
/** One that opens TLS costs as much as dozens that do not. */
const batchesPerSession = 10;

const escapes = new Map<string, number>();
const escaped = (what: string): void => void escapes.set(what, (escapes.get(what) ?? 0) + 1);
process.on('uncaughtException', (error) => escaped(`uncaught: ${error.stack ?? error.message}`));
process.on('unhandledRejection', (reason) => escaped(`unhandled: ${String(reason)}`));

let cases = 0;
await Promise.all(
  Array.from({ length: battles }, async (_, index) => {
    const battle = await Battle.create(new Random(seed + index), escaped);
    for (let batch = 0; cases < wanted; batch++) {
      const hasSession = batch % batchesPerSession === 0;
      cases += attackers + (hasSession ? 1 : 0);
      await battle.run(attackers, hasSession);
    }
    await battle.end();
  }),
);

for (const [what, count] of escapes) console.log(`${count} × ${what}`);
const total = [...escapes.values()].reduce((sum, count) => sum + count, 0);
console.log(`fuzz: ${cases} cases, seed ${seed}, ${total} escaped`);
process.exit(total === 0 ? 0 : 1);
