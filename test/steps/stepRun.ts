import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { addCounts, judged, noCounts, readCounts, type Counts } from '../host/counts.js';
import { outFolder } from '../host/paths.js';
import { runScript } from './script.js';
import type { Step } from './step.js';

/** How one script went; without counts where it counts nothing. */
interface ScriptRun {
  readonly isOk: boolean;
  readonly counts: Counts | undefined;
}

/** Runs all scripts of a step; a step that fails without a failing test counts as one failure. */
export async function runStep({ scripts, isParallel = false, hasTests }: Step): Promise<Counts> {
  const runs: ScriptRun[] = [];
  if (isParallel) runs.push(...(await Promise.all(scripts.map((script) => run(script, true)))));
  else for (const script of scripts) runs.push(await run(script, false));
  const isOk = runs.every((each) => each.isOk);
  if (!hasTests) return { ...noCounts, failed: isOk ? 0 : 1 };
  // Of scripts at the same time each has tests: one that broke off must not hide behind the other's.
  if (isParallel) return runs.map((each) => judged(each.counts, each.isOk)).reduce(addCounts);
  return judged(runs.flatMap(({ counts }) => counts ?? []).reduce(addCounts, noCounts), isOk);
}

async function run(script: string, isBeside: boolean): Promise<ScriptRun> {
  const file = join(outFolder, 'counts', `${script}.json`);
  mkdirSync(join(outFolder, 'counts'), { recursive: true });
  rmSync(file, { force: true });
  const env = { TEST_COUNTS_FILE: file };
  // Of scripts at the same time each line says whose it is.
  const onLine = (line: string): void => console.log(`[${script}] ${line}`);
  const isOk = await runScript(script, isBeside ? { env, onLine } : { env });
  return { isOk, counts: readCounts(file) };
}
