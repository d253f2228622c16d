import * as vscode from 'vscode';
import type { ContextKey } from '../../core/base/contributions.js';

const values = new Map<ContextKey, boolean>();

/** Sets what `when` clauses test; tells VS Code only of changes. */
export function setContextKey(key: ContextKey, value: boolean): void {
  if (values.get(key) === value) return;
  values.set(key, value);
  // Fire and forget: nothing waits for a menu.
  void vscode.commands.executeCommand('setContext', key, value);
}
