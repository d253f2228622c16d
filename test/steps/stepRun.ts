import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { judged, noCounts, readCounts, type Counts } from '../host/counts.js';
import { outFolder } from '../host/paths.js';
import { runScript } from './script.js';
import type { Step } from './step.js';

/** Runs all scripts of a step; a step that fails without a failing test counts as one failure. */
export async function runStep(step: Step): Promise<Counts> {
  const file = join(outFolder, 'counts', `${step.name}.json`);
  mkdirSync(join(outFolder, 'counts'), { recursive: true });
  rmSync(file, { force: true });
  let isOk = true;
  for (const script of step.scripts) {
    isOk = (await runScript(script, { env: { TEST_COUNTS_FILE: file } })) && isOk;
  }
  if (step.hasTests) return judged(readCounts(file), isOk);
  return { ...noCounts, failed: isOk ? 0 : 1 };
}
