import type { Row } from './row.js';

const titles = ['', 'ours', 'reference', 'ratio', 'budget', 'verdict'];

/** The rows as text, in columns. */
export function tableText(rows: readonly Row[]): string {
  const cells = [titles, ...rows.map(cellsOf)];
  const widths = titles.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join('  ');
  return cells.map((row) => line(row).trimEnd()).join('\n');
}

function cellsOf({ name, unit, ours, reference, ratio, budget = '', ok }: Row): readonly string[] {
  const figure = (value: number): string => `${value.toFixed(value < 100 ? 1 : 0)} ${unit}`;
  return [name, figure(ours), figure(reference), ratio.toFixed(2), budget, verdict(ok)];
}

function verdict(ok: boolean | undefined): string {
  if (ok === undefined) return '–';
  return ok ? 'ok' : 'OVER BUDGET';
}

/** Words to the left, figures to the right. */
function pad(cell: string, width: number, column: number): string {
  return column >= 1 && column <= 3 ? cell.padStart(width) : cell.padEnd(width);
}
