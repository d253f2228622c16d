import * as vscode from 'vscode';
import type { Clipboard } from '../../core/connections/clipboardGuard.js';

/** The person's clipboard. In a browser, reading asks the person and may never settle, so it is not done there. */
export const systemClipboard: Clipboard = {
  canRead: vscode.env.uiKind === vscode.UIKind.Desktop,
  read: async () => vscode.env.clipboard.readText(),
  write: async (text) => {
    await vscode.env.clipboard.writeText(text);
  },
};
