import * as vscode from 'vscode';

/** Opens an address in the person's browser. */
export async function openInBrowser(url: string): Promise<void> {
  await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
