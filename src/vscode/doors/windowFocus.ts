import * as vscode from 'vscode';
import type { WindowFocus } from '../../core/base/windowFocus.js';

export const windowFocus: WindowFocus = {
  get isFocused() {
    return vscode.window.state.focused;
  },
  onDidFocus: (listener) =>
    vscode.window.onDidChangeWindowState(({ focused }) => {
      if (focused) listener(undefined);
    }),
};
