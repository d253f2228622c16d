import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extension, reset, run, setSetting, tokenStates } from './extensionUnderTest.js';
import { HostedAws } from './hostedAws.js';
import { runAndPick } from './picker.js';
import { until, within } from './until.js';

const command = 'redshiftIdc.insertConnection';
const twoCells = {
  nbformat: 4,
  nbformat_minor: 5,
  metadata: { language_info: { name: 'python' } },
  cells: ['x = 1', 'y = 2'].map((source, index) => ({
    cell_type: 'code',
    id: `cell-${index}`,
    execution_count: null,
    metadata: {},
    outputs: [],
    source: [source],
  })),
};

/** What a call of psycopg in a cell says of its connection, by the argument's name. */
function argumentsOf(cell: string): Readonly<Record<string, string>> {
  const pairs = [...cell.matchAll(/\b(\w+)=("(?:[^"\\]|\\.)*"|\d+)/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name!, String(JSON.parse(value!))]));
}

describe(`notebooks in VS Code ${vscode.version}`, function () {
  this.timeout(60_000);
  let aws: HostedAws;
  let uri: vscode.Uri;

  /** Runs the command and takes what is proposed: the first workgroup, and the first kind of cell. */
  async function insert(): Promise<void> {
    const running = Promise.resolve(vscode.commands.executeCommand(command)).then(() => true);
    // VS Code does not say when a quick pick is filled; without one, accepting does nothing.
    for (let tries = 0; tries < 20; tries += 1) {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      if ((await within(800, running)) === true) return;
    }
    throw new Error(`${command} had not ended.`);
  }

  async function openNotebook(): Promise<vscode.NotebookEditor> {
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    ok(folder !== undefined);
    uri = vscode.Uri.joinPath(folder.uri, 'report.ipynb');
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(twoCells)));
    return vscode.window.showNotebookDocument(await vscode.workspace.openNotebookDocument(uri));
  }

  before(async () => {
    await extension().activate();
    aws = await HostedAws.start();
  });

  beforeEach(async () => {
    await reset();
    await setSetting('sources', [{ profile: 'finance-eu', region: 'eu-central-1' }]);
    await delay(500);
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await run('redshiftIdc.stopLocalEndpoint');
  });

  after(async () => {
    await reset();
    await vscode.workspace.fs.delete(uri);
    await aws.emulator.close();
  });

  it('get a cell after the chosen one that connects now, and their file holds no secret', async () => {
    const editor = await openNotebook();
    editor.selection = new vscode.NotebookRange(0, 1);
    await insert();
    const { notebook } = editor;
    const cell = notebook.cellAt(1).document;
    const { host, port, user, passfile } = argumentsOf(cell.getText());
    ok(host !== undefined && port !== undefined && user !== undefined && passfile !== undefined);
    const passwords = (await readFile(passfile, 'utf8')).split('\n');
    await notebook.save();
    const file = await readFile(uri.fsPath, 'utf8');
    deepEqual(
      {
        cells: notebook.getCells().map(({ document }) => document.getText().split('\n')[0]),
        language: cell.languageId,
        selected: [editor.selection.start, editor.selection.end],
        states: tokenStates(),
        logsIn: passwords.some((line) => line.startsWith(`${host}:${port}:*:${user}:rsidc_`)),
        isSaved: file.includes(user),
        secrets: ['rsidc_', ...aws.emulator.tokens.map(({ value }) => value)].filter((it) =>
          file.includes(it),
        ),
      },
      {
        cells: ['x = 1', `# redshift-identity-center: ${arnIn(cell.getText())} (controlling)`, 'y = 2'],
        language: 'python',
        selected: [1, 2],
        states: ['controlling valid'],
        logsIn: true,
        isSaved: true,
        secrets: [],
      },
    );
  });

  it('connect again by a click below the cell, where the token was forgotten and the endpoint stopped', async () => {
    const editor = await openNotebook();
    await insert();
    const text = editor.notebook.cellAt(editor.selection.start).document.getText();
    const { passfile, user } = argumentsOf(text);
    // The token alone: forgetting all would take the cell's user with it.
    await runAndPick('redshiftIdc.forgetToken', ['next', 'toggle', 'accept']);
    await run('redshiftIdc.stopLocalEndpoint');
    await until('the password file is gone', () => !existsSync(passfile!));
    await vscode.commands.executeCommand('redshiftIdc.refreshCell', text);
    await until('the password file is there', () => existsSync(passfile!));
    const passwords = await readFile(passfile!, 'utf8');
    deepEqual([tokenStates(), passwords.includes(`:${user!}:rsidc_`)], [['controlling valid'], true]);
  });

  it('refresh the token of a cell that connects by a click below it', async () => {
    const editor = await openNotebook();
    await insert();
    aws.forgetRequests();
    const text = editor.notebook.cellAt(editor.selection.start).document.getText();
    await vscode.commands.executeCommand('redshiftIdc.refreshCell', text);
    deepEqual([aws.tokenCalls, tokenStates()], [[['controlling']], ['controlling valid']]);
  });

  it('get no cell where none is open: nothing is asked, and no token is got', async () => {
    aws.forgetRequests();
    equal(
      await within(
        5_000,
        Promise.resolve(vscode.commands.executeCommand(command)).then(() => true),
      ),
      true,
    );
    deepEqual([aws.tokenCalls, tokenStates()], [[], []]);
  });
});

function arnIn(cell: string): string {
  return /^# redshift-identity-center: (arn:\S+)/.exec(cell)?.[1] ?? 'no ARN';
}
