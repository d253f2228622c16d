import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { settingsSection } from '../../core/base/contributions.js';
import type { Action } from '../../core/base/userError.js';
import { systemClipboard } from './clipboard.js';
import type { Retry, Task } from './commands.js';
import { showBriefly } from './notify.js';

/** What the actions need of the rest. */
export interface ActionTargets {
  readonly awsFiles: { readonly config: string; readonly credentials: string };
  showLog(): void;
  /** Ends once secrets are kept in memory only. */
  keepInMemory(): Promise<void>;
  addSource(): Promise<void>;
  /** Ends once the person has signed in; throws where they have not. */
  signIn(task: Task, profile: string): Promise<void>;
  signInIdentity(task: Task, identity: string): Promise<void>;
  /** Lets a person choose who gets the tokens that these credentials have got so far. */
  chooseTokenCredentials(task: Task, accessId: string): Promise<void>;
}

/** Carries out the action of an error. */
export async function runAction(
  task: Task,
  action: Action,
  retry: Retry,
  targets: ActionTargets,
): Promise<void> {
  switch (action.kind) {
    case 'retry':
      await retry();
      return;
    case 'showLog':
      targets.showLog();
      return;
    case 'addSource':
      await targets.addSource();
      return;
    case 'tokenCredentials':
      await targets.chooseTokenCredentials(task, action.accessId);
      await retry();
      return;
    case 'signIn':
      await targets.signIn(task, action.profile);
      await retry();
      return;
    case 'signInIdentity':
      await targets.signInIdentity(task, action.identity);
      await retry();
      return;
    case 'openAwsConfig':
      await openFile(targets.awsFiles.config);
      return;
    case 'openAwsCredentials':
      await openFile(targets.awsFiles.credentials);
      return;
    case 'openSettings':
      await vscode.commands.executeCommand('workbench.action.openSettings', settingsSection);
      return;
    case 'manageTrust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      return;
    case 'keepInMemory':
      await targets.keepInMemory();
      await retry();
      return;
    case 'copyText':
      await systemClipboard.write(action.text);
      showBriefly(l10n.t('Copied to the clipboard'));
  }
}

/** Opens a file; one that is not there, as a new document that will be saved there. */
async function openFile(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    await vscode.window.showTextDocument(uri.with({ scheme: 'untitled' }));
    return;
  }
  await vscode.window.showTextDocument(uri);
}
