import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { StateStore } from '../../core/base/stateStore.js';
import { UserError } from '../../core/base/userError.js';
import { asText } from '../../core/base/parse.js';
import type { CellRows } from '../../core/connections/notebooks/cellRows.js';
import { connectionCells } from '../../core/connections/notebooks/connectionCells.js';
import { notebookClient } from '../../core/connections/endpoint/keptPasswords.js';
import type { LocalConnections } from '../../core/connections/endpoint/localConnections.js';
import type { TokenService } from '../../core/tokens/tokenService.js';
import { throwFailures } from '../../core/tokens/tokenOutcome.js';
import type { Task } from '../doors/commands.js';
import { lastFirst, pickOne } from '../doors/pick.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';

/** Notebooks whose cells run in a kernel of Python, and no other. */
export const pythonNotebook = 'jupyter-notebook';

const stateKey = 'lastCell';

/** The commands for who works in a notebook. */
export class NotebookCommands {
  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly local: LocalConnections,
    private readonly service: TokenService,
    private readonly rows: CellRows,
    private readonly state: StateStore,
  ) {}

  /** Adds a cell to the active notebook that connects when it is run. The notebook's file holds no secret by it. */
  async insert(task: Task, args: readonly unknown[]): Promise<void> {
    const editor = activeNotebook();
    const workgroup = await this.chosen.one(task, args, l10n.t('Insert Connection into Notebook'));
    const choices = connectionCells().map((cell) => ({ label: cell.label, detail: cell.note, value: cell }));
    const cell = await pickOne(lastFirst(choices, this.state.get(stateKey)), {
      title: l10n.t('Insert Connection into Notebook: {0}', workgroup.name),
      placeholder: l10n.t('Choose how the cell connects'),
    });
    await this.state.set(stateKey, cell.id);
    const connection = await task.wait(l10n.t('Connecting a notebook to {0}', workgroup.name), async () => {
      await this.local.open([workgroup], task.signal, task.isRetry);
      return this.local.giveKept(workgroup, notebookClient, task.signal);
    });
    await insertCell(editor, cell.text({ ...connection, arn: workgroup.arn }));
  }

  /** What a click on a cell's status does: lets the cell connect where it cannot, else renews the token. */
  async refreshOf(task: Task, args: readonly unknown[]): Promise<void> {
    const workgroup = this.rows.workgroupOf(asText(args[0]) ?? '');
    if (workgroup === undefined) return;
    if (!this.rows.canConnect(workgroup)) {
      await task.wait(l10n.t('Connecting a notebook to {0}', workgroup.name), () =>
        this.local.open([workgroup], task.signal, true),
      );
      return;
    }
    await task.wait(l10n.t('Refreshing the Redshift token for {0}', workgroup.name), async () =>
      throwFailures(await this.service.refresh([workgroup], task.signal)),
    );
  }
}

function activeNotebook(): vscode.NotebookEditor {
  const editor = vscode.window.activeNotebookEditor;
  if (editor === undefined) {
    throw new UserError(
      l10n.t('No notebook is open. Open a Python notebook and put the cursor where the cell should go.'),
      { kind: 'retry' },
    );
  }
  if (editor.notebook.notebookType !== pythonNotebook) {
    throw new UserError(
      l10n.t(
        'Only Python notebooks (.ipynb) take this cell. For a SQL notebook, use Connect…, which fills its form.',
      ),
      { kind: 'retry' },
    );
  }
  return editor;
}

async function insertCell(editor: vscode.NotebookEditor, text: string): Promise<void> {
  const { notebook, selection } = editor;
  const index = Math.min(selection.end, notebook.cellCount);
  const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
  const edit = new vscode.WorkspaceEdit();
  edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(index, [cell])]);
  // It may have been closed while the token was got.
  if (notebook.isClosed || !(await vscode.workspace.applyEdit(edit))) {
    throw new UserError(
      l10n.t(
        'VS Code did not let the cell be added: the notebook is closed or read-only. Open another one, then retry.',
      ),
      { kind: 'retry' },
    );
  }
  const range = new vscode.NotebookRange(index, index + 1);
  editor.selection = range;
  editor.revealRange(range);
}
