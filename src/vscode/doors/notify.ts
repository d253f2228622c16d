import * as vscode from 'vscode';
import type { Event } from '../../core/base/emitter.js';
import { viewId } from '../../core/base/contributions.js';

export type Severity = 'info' | 'warning' | 'error';

/**
 * Shows a sentence with buttons. Resolves to the button pressed, or to undefined when the message is closed. It
 * may never settle: a message can go by itself. So no state waits for it.
 */
export async function showMessage(
  severity: Severity,
  text: string,
  ...buttons: string[]
): Promise<string | undefined> {
  switch (severity) {
    case 'info':
      return vscode.window.showInformationMessage(text, ...buttons);
    case 'warning':
      return vscode.window.showWarningMessage(text, ...buttons);
    case 'error':
      return vscode.window.showErrorMessage(text, ...buttons);
  }
}

/** Asks before something that cannot be taken back. Resolves to whether the person pressed the button. */
export async function isConfirmed(question: string, detail: string, button: string): Promise<boolean> {
  return (await vscode.window.showWarningMessage(question, { modal: true, detail }, button)) === button;
}

/** Shows a short text in the status bar for a few seconds. */
export function showBriefly(text: string): void {
  vscode.window.setStatusBarMessage(text, 5000);
}

/** Shows the view's progress line while the job runs. */
export async function progressInView(job: Promise<unknown>): Promise<void> {
  await vscode.window.withProgress({ location: { viewId } }, () => job.then(nothing, nothing));
}

/** Shows a notification with Cancel while the job runs, and beside its title what `reports` says last. */
export async function progressWithCancel(
  title: string,
  job: Promise<unknown>,
  reports: Event<string>,
  cancel: () => void,
): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  await vscode.window.withProgress(options, (progress, token) => {
    token.onCancellationRequested(cancel);
    const listening = reports((message) => progress.report({ message }));
    return job.then(nothing, nothing).finally(() => listening.dispose());
  });
}

const nothing = (): void => undefined;
