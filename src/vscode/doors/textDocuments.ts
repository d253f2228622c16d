import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../core/base/disposable.js';

const scheme = 'redshift-text';

/** Texts as documents that can be read and copied, and never ask to be saved. */
export class TextDocuments implements vscode.TextDocumentContentProvider, Disposable {
  private readonly own = new Owner();
  private readonly texts = new Map<string, string>();
  private made = 0;

  constructor() {
    this.own.add(vscode.workspace.registerTextDocumentContentProvider(scheme, this));
    this.own.add(
      vscode.workspace.onDidCloseTextDocument(({ uri }) => void this.texts.delete(uri.toString())),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? l10n.t('This text is gone, since the window was loaded again.');
  }

  /**
   * @param title without the ending of a file; two texts may have the same
   * @param ending as of a file: what the text is shown as
   */
  async show(title: string, text: string, ending: 'md' | 'txt'): Promise<void> {
    this.made += 1;
    const uri = vscode.Uri.from({
      scheme,
      path: `/${title.replace(/[/\\:]/g, '-')}.${ending}`,
      query: String(this.made),
    });
    this.texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false, preserveFocus: ending === 'txt' });
  }

  dispose(): void {
    this.own.dispose();
  }
}
