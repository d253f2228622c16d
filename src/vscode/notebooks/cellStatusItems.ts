import * as vscode from 'vscode';
import { commandIds } from '../../core/base/contributions.js';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import type { CellRows } from '../../core/connections/notebooks/cellRows.js';
import type { CellStatus } from '../../core/connections/notebooks/cellStatus.js';
import { pythonNotebook } from './notebookCommands.js';

/** Shows below each cell of ours its workgroup and the time left. */
export class CellStatusItems implements vscode.NotebookCellStatusBarItemProvider, Disposable {
  private readonly own = new Owner();
  private readonly changed = this.own.add(new vscode.EventEmitter<void>());
  readonly onDidChangeCellStatusBarItems = this.changed.event;

  constructor(private readonly rows: CellRows) {
    this.own.add(vscode.notebooks.registerNotebookCellStatusBarItemProvider(pythonNotebook, this));
  }

  /** The tokens, the endpoints or the time may be others now. */
  show(): void {
    if (vscode.window.visibleNotebookEditors.length > 0) this.changed.fire();
  }

  provideCellStatusBarItems({ document }: vscode.NotebookCell): vscode.NotebookCellStatusBarItem | undefined {
    const text = document.getText();
    const status = this.rows.status(text);
    if (status === undefined) return undefined;
    const item = new vscode.NotebookCellStatusBarItem(
      status.text,
      vscode.NotebookCellStatusBarAlignment.Right,
    );
    item.tooltip = status.tooltip;
    item.command = { command: clickedCommand(status), title: status.tooltip, arguments: [text] };
    return item;
  }

  dispose(): void {
    this.own.dispose();
  }
}

function clickedCommand({ click }: CellStatus): string {
  return click === 'connect' ? commandIds.refreshCell : commandIds.insertConnection;
}
