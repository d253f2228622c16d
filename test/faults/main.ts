import { writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { FaultStage } from './faultStage.js';
import type { FaultRow } from './row.js';
import { answers } from './rows/answers.js';
import { keyring } from './rows/keyring.js';
import { network } from './rows/network.js';
import { time } from './rows/time.js';
import { windows } from './rows/windows.js';

/** Prints what each fault comes to, and ends with how many are as stated. */
const rows: readonly FaultRow[] = [...answers, ...network, ...time, ...keyring, ...windows];
let asStated = 0;

for (const row of rows) {
  const { sees, holds } = await played(row);
  const isAsStated = isDeepStrictEqual([sees, holds], [row.sees, row.holds]);
  if (isAsStated) asStated += 1;
  console.log(`${isAsStated ? '✓' : '✗'} ${row.name}`);
  for (const line of sees) console.log(`    sees  ${line}`);
  console.log(`    holds ${holds}`);
  if (isAsStated) continue;
  for (const line of row.sees) console.log(`    STATED sees  ${line}`);
  console.log(`    STATED holds ${row.holds}`);
}

console.log(`faults: ${rows.length} rows, ${asStated} as stated`);
const { TEST_COUNTS_FILE: file } = process.env;
const counts = { passed: asStated, failed: rows.length - asStated, skipped: 0 };
if (file !== undefined) writeFileSync(file, JSON.stringify(counts));
process.exit(counts.failed === 0 ? 0 : 1);

async function played(row: FaultRow): Promise<{ readonly sees: readonly string[]; readonly holds: string }> {
  const stage = await FaultStage.open(row.options);
  try {
    await row.run(stage);
    return { sees: stage.sees, holds: stage.holds };
  } catch (error) {
    return {
      sees: [`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`],
      holds: '',
    };
  } finally {
    await stage.close();
  }
}
