import type { Owner } from '../core/base/disposable.js';
import { CellRows } from '../core/connections/notebooks/cellRows.js';
import { LeakWords } from '../core/connections/notebooks/leakWords.js';
import { settings } from '../vscode/doors/settings.js';
import { CellStatusItems } from '../vscode/notebooks/cellStatusItems.js';
import { LeakGuard } from '../vscode/notebooks/leakGuard.js';
import { NotebookCommands } from '../vscode/notebooks/notebookCommands.js';
import type { Edges } from './edges.js';
import type { LocalEndpoints } from './endpoints.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

export type Notebooks = ReturnType<typeof makeNotebooks>;

/** Cells that connect, what is shown below them, and the guard of what is saved. */
export function makeNotebooks(
  own: Owner,
  { clock, state, log }: Edges,
  { held, refusals, service }: Tokens,
  { chosen }: View,
  { records, endpoints, handOuts, local }: LocalEndpoints,
) {
  const rows = new CellRows(records, endpoints, held, refusals, clock, settings.leadMinutes);
  own.add(new LeakGuard(new LeakWords(held, handOuts, clock, log), log));
  return {
    cells: own.add(new CellStatusItems(rows)),
    notebookCommands: new NotebookCommands(chosen, local, service, rows, state),
  };
}
