import * as vscode from 'vscode';

/** Opens an address in the person's browser; false where that was not done, or they did not want it. */
export async function openBrowser(address: string): Promise<boolean> {
  try {
    return await vscode.env.openExternal(vscode.Uri.parse(address, true));
  } catch {
    return false;
  }
}
