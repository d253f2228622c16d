import { readFileSync } from 'node:fs';

/** What a run of tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const noCounts: Counts = { passed: 0, failed: 0, skipped: 0 };

export function addCounts(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

export function countsText({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** Reads the file that the counting reporter writes; undefined if the run did not come to its end. */
export function readCounts(file: string): Counts | undefined {
  try {
    const { passed, failed, skipped } = JSON.parse(readFileSync(file, 'utf8')) as Counts;
    return { passed, failed, skipped };
  } catch {
    return undefined;
  }
}

/** A run that broke off, failed without a failing test, or ran nothing is a failure. */
export function judged(counts: Counts | undefined, isOk: boolean): Counts {
  const known = counts ?? noCounts;
  const ranNothing = known.passed + known.failed === 0;
  return known.failed === 0 && (ranNothing || !isOk) ? { ...known, failed: 1 } : known;
}
