import { deepEqual, equal, ok } from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { extension, reset, setSetting, tokenStates } from './extensionUnderTest.js';
import { HostedAws } from './hostedAws.js';
import { runAndPick } from './picker.js';

/** It has the shape of a local endpoint's password, and opens none. */
const password = `rsidc_${'x'.repeat(43)}`;

/** Longer than an extension takes to say something after a save. */
const quietMs = 700;

interface SavedNotebook {
  readonly cells: readonly { readonly source: readonly string[]; readonly outputs: readonly unknown[] }[];
}

/** Presses the first button of what is said; nothing where nothing is said. */
async function pressButton(): Promise<void> {
  await vscode.commands.executeCommand('notification.acceptPrimaryAction');
}

describe(`the guard of saved files in VS Code ${vscode.version}`, function () {
  this.timeout(60_000);
  let aws: HostedAws;
  let folder: string;

  const written = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

  /** A person writes the text into a new file and saves it. */
  async function save(name: string, text: string): Promise<void> {
    const file = vscode.Uri.file(join(folder, name));
    await writeFile(file.fsPath, '');
    const document = await vscode.workspace.openTextDocument(file);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(file, new vscode.Position(0, 0), text);
    ok((await vscode.workspace.applyEdit(edit)) && (await document.save()));
  }

  /** Saves a notebook of cells, each with what it has put out. */
  async function saveNotebook(name: string, cells: readonly (readonly [string, string])[]): Promise<void> {
    const file = vscode.Uri.file(join(folder, name));
    await writeFile(file.fsPath, JSON.stringify({ cells: [], metadata: {}, nbformat: 4, nbformat_minor: 5 }));
    const notebook = await vscode.workspace.openNotebookDocument(file);
    const made = cells.map(([text, putOut]) => {
      const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, text, 'python');
      cell.outputs = [new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.stdout(putOut)])];
      return cell;
    });
    const edit = new vscode.WorkspaceEdit();
    edit.set(file, [vscode.NotebookEdit.insertCells(0, made)]);
    ok((await vscode.workspace.applyEdit(edit)) && (await notebook.save()));
  }

  /** Presses what is said until the file on the disk is another. */
  async function pressUntilWritten(name: string): Promise<string> {
    const before = await written(name);
    for (let tries = 0; tries < 50; tries++) {
      await pressButton();
      await delay(200);
      const after = await written(name);
      if (after !== before) return after;
    }
    throw new Error(`${name} was not written again.`);
  }

  before(async () => {
    await extension().activate();
    aws = await HostedAws.start();
    folder = await mkdtemp(join(tmpdir(), 'rsidc-'));
  });

  beforeEach(reset);

  after(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await reset();
    await aws.emulator.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('takes what looks like our password out of a SQL file, and writes it', async () => {
    await save('deploy.sql', `-- ${password}\nselect '${password}';\n`);
    equal(await pressUntilWritten('deploy.sql'), `-- REMOVED\nselect 'REMOVED';\n`);
  });

  it('takes out the token that is held', async () => {
    await setSetting('sources', [{ profile: 'finance-eu', region: 'eu-central-1' }]);
    await delay(quietMs);
    await runAndPick('redshiftIdc.getToken', ['next', 'toggle', 'accept']);
    deepEqual(tokenStates(), ['controlling valid']);
    const value = aws.emulator.tokens.at(-1)?.value ?? '';
    await save('load.py', `token = ${JSON.stringify(value)}\n`);
    equal(await pressUntilWritten('load.py'), 'token = "REMOVED"\n');
  });

  it("takes it out of a notebook's cells, and clears the outputs that show it alone", async () => {
    await saveNotebook('report.ipynb', [
      [`print('${password}')`, `${password}\n`],
      [`secret = '${password}'`, 'harmless\n'],
      ['print(secret)', `${password}\n`],
      ['1 + 1', '2\n'],
    ]);
    const { cells } = JSON.parse(await pressUntilWritten('report.ipynb')) as SavedNotebook;
    deepEqual(
      cells.map(({ source, outputs }) => `${source.join('')} | ${outputs.length}`),
      ["print('REMOVED') | 0", "secret = 'REMOVED' | 1", 'print(secret) | 0', '1 + 1 | 1'],
    );
  });

  it('says nothing of other files', async () => {
    await save('notes.md', password);
    await delay(quietMs);
    await pressButton();
    await delay(quietMs);
    equal(await written('notes.md'), password);
  });

  it('says it once, though the file is saved again', async () => {
    await save('once.sql', password);
    await delay(quietMs);
    await vscode.commands.executeCommand('notifications.clearAll');
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(join(folder, 'once.sql')));
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(0, 0), '-- \n');
    ok((await vscode.workspace.applyEdit(edit)) && (await document.save()));
    await delay(quietMs);
    await pressButton();
    await delay(quietMs);
    equal(await written('once.sql'), `-- \n${password}`);
  });
});
