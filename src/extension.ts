import * as vscode from 'vscode';

/** Called by VS Code once a window has started. */
export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(new vscode.Disposable(() => undefined));
}
