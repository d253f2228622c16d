import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import { describeError, inBackground, type Log } from '../../core/base/log.js';
import {
  removedWord,
  shownName,
  withoutSecrets,
  type LeakWarning,
  type LeakWords,
  type SavedText,
} from '../../core/connections/notebooks/leakWords.js';
import { showBriefly, showMessage } from '../doors/notify.js';

type Document = vscode.TextDocument | vscode.NotebookDocument;

/**
 * Points out the secrets of ours in what was saved, and removes them where a person says so. Files outside the
 * workspace count too: one that is opened alone is shared as easily, and a window may have no folder.
 */
export class LeakGuard implements Disposable {
  private readonly own = new Owner();

  constructor(
    private readonly words: LeakWords,
    private readonly log: Log,
  ) {
    const look = (document: Document): void => inBackground(log, this.look(document));
    this.own.add(vscode.workspace.onDidSaveTextDocument(look));
    this.own.add(vscode.workspace.onDidSaveNotebookDocument(look));
  }

  dispose(): void {
    this.own.dispose();
  }

  private async look(document: Document): Promise<void> {
    const { uri } = document;
    const warning = await this.words.of({
      id: uri.toString(),
      path: uri.path,
      texts: () => ('getCells' in document ? notebookTexts(document) : [savedText(document)]),
    });
    if (warning === undefined) return;
    const remove = l10n.t('Remove');
    // No state waits for the answer: it may never come.
    void showMessage('warning', warning.words, remove).then((pressed) => {
      if (pressed === remove) inBackground(this.log, this.remove(uri, 'getCells' in document, warning));
    });
  }

  private async remove(uri: vscode.Uri, isNotebook: boolean, warning: LeakWarning): Promise<void> {
    const name = shownName(uri.path);
    try {
      switch (await this.removed(uri, isNotebook, warning)) {
        case 'nothing':
          showBriefly(l10n.t('{0} holds no secret any more.', name));
          return;
        case 'saved':
          showBriefly(l10n.t('Removed from {0}.', name));
          return;
        case 'unsaved':
          await showMessage(
            'error',
            l10n.t('{0} could not be saved without the secret. Save it yourself.', name),
          );
      }
    } catch (error) {
      this.log.warn(describeError(error));
      await showMessage(
        'error',
        l10n.t('{0} could not be changed: it may be read-only or gone. Remove the secret yourself.', name),
      );
    }
  }

  /** Seeks the secrets again, since the document may be another by now. */
  private async removed(
    uri: vscode.Uri,
    isNotebook: boolean,
    warning: LeakWarning,
  ): Promise<'nothing' | 'saved' | 'unsaved'> {
    const document = isNotebook
      ? await vscode.workspace.openNotebookDocument(uri)
      : await vscode.workspace.openTextDocument(uri);
    const edit =
      'getCells' in document ? this.editOfCells(document, warning) : this.editOfText(document, warning);
    if (edit === undefined) return 'nothing';
    if (!(await vscode.workspace.applyEdit(edit))) throw new Error('The edit was refused.');
    return (await document.save()) ? 'saved' : 'unsaved';
  }

  private editOfText(document: vscode.TextDocument, warning: LeakWarning): vscode.WorkspaceEdit | undefined {
    const places = this.words.places(document.getText(), warning);
    if (places.length === 0) return undefined;
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end } of places) {
      const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(document.uri, range, removedWord);
    }
    return edit;
  }

  /** A cell is replaced as a whole: VS Code lets no extension clear what it has put out in another way. */
  private editOfCells(
    notebook: vscode.NotebookDocument,
    warning: LeakWarning,
  ): vscode.WorkspaceEdit | undefined {
    const edits = notebook.getCells().flatMap((cell) => {
      const text = cell.document.getText();
      const places = this.words.places(text, warning);
      const isPutOut = this.words.places(outputText(cell), warning).length > 0;
      if (places.length === 0 && !isPutOut) return [];
      const data = new vscode.NotebookCellData(
        cell.kind,
        withoutSecrets(text, places),
        cell.document.languageId,
      );
      data.metadata = cell.metadata;
      data.outputs = isPutOut ? [] : [...cell.outputs];
      if (!isPutOut && cell.executionSummary !== undefined) data.executionSummary = cell.executionSummary;
      return vscode.NotebookEdit.replaceCells(new vscode.NotebookRange(cell.index, cell.index + 1), [data]);
    });
    if (edits.length === 0) return undefined;
    const edit = new vscode.WorkspaceEdit();
    edit.set(notebook.uri, edits);
    return edit;
  }
}

function savedText(document: vscode.TextDocument): SavedText {
  const text = document.getText();
  return { isOutput: false, size: text.length, text: () => text };
}

function notebookTexts(notebook: vscode.NotebookDocument): readonly SavedText[] {
  return notebook.getCells().flatMap((cell) => {
    const size = textItems(cell).reduce((sum, { data }) => sum + data.byteLength, 0);
    return [savedText(cell.document), { isOutput: true, size, text: () => outputText(cell) }];
  });
}

/** As one text: a stream comes in pieces, and a secret may be cut by them. */
function outputText(cell: vscode.NotebookCell): string {
  const decoder = new TextDecoder();
  return textItems(cell)
    .map(({ data }) => decoder.decode(data))
    .join('');
}

function textItems(cell: vscode.NotebookCell): readonly vscode.NotebookCellOutputItem[] {
  const isText = ({ mime }: vscode.NotebookCellOutputItem): boolean =>
    !/^(image|audio|video)\//.test(mime) || mime === 'image/svg+xml';
  return cell.outputs.flatMap(({ items }) => items.filter(isText));
}
