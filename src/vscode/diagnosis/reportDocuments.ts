import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../core/base/disposable.js';

const scheme = 'redshift-diagnosis';

/** Reports as documents that can be read and copied, and never ask to be saved. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, Disposable {
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
    return (
      this.texts.get(uri.toString()) ??
      l10n.t('This report is gone, since the window was loaded again. Run Diagnose… once more.')
    );
  }

  /** @param title without the ending of a file; two reports may have the same */
  async show(title: string, text: string): Promise<void> {
    this.made += 1;
    const uri = vscode.Uri.from({
      scheme,
      path: `/${title.replace(/[/\\:]/g, '-')}.md`,
      query: String(this.made),
    });
    this.texts.set(uri.toString(), text);
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: false });
  }

  dispose(): void {
    this.own.dispose();
  }
}
