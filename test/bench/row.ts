/** What one measurement came to. Without a budget it is there to be read beside the others. */
export interface Row {
  readonly name: string;
  readonly unit: 'MB/s' | 'ms' | 'MB';
  readonly ours: number;
  readonly reference: number;
  /** Ours over the reference. */
  readonly ratio: number;
  readonly budget?: string;
  readonly ok?: boolean;
}

/** What was measured together, in one run on one machine. */
export interface Measured {
  readonly rows: readonly Row[];
  /** What a reader of the rows must know: which could not be measured, and why. */
  readonly notes: readonly string[];
}

type Figures = Pick<Row, 'name' | 'unit' | 'ours' | 'reference'>;

/** More is better: at least so many times the reference. */
export function atLeast(times: number, figures: Figures): Row {
  const row = shown(figures);
  return { ...row, budget: `≥ ${times} ×`, ok: row.ratio >= times };
}

/** Less is better: at most so many times the reference, plus an allowance in the row's own unit. */
export function atMost(times: number, figures: Figures, plus = 0): Row {
  const allowance = plus === 0 ? '' : ` + ${plus} ${figures.unit}`;
  const isWithin = figures.ours <= times * figures.reference + plus;
  return { ...shown(figures), budget: `≤ ${times} ×${allowance}`, ok: isWithin };
}

/** Less is better: under a fixed figure, whatever the reference. */
export function under(limit: number, figures: Figures): Row {
  return { ...shown(figures), budget: `< ${limit} ${figures.unit}`, ok: figures.ours < limit };
}

/** No budget. */
export function shown(figures: Figures): Row {
  return { ...figures, ratio: figures.ours / figures.reference };
}

/** Throws where there is nothing to take it of. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  if (low === undefined || high === undefined) throw new Error('Nothing was measured.');
  return (low + high) / 2;
}
