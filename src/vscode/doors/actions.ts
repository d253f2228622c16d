import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Action } from '../../core/base/userError.js';
import { systemClipboard } from './clipboard.js';
import { showBriefly } from './notify.js';

/** What the actions need of the rest. */
export interface ActionTargets {
  readonly awsConfigFile: string;
  showLog(): void;
  addSource(): void;
}

/** Carries out the action of an error. */
export async function runAction(action: Action, retry: () => void, targets: ActionTargets): Promise<void> {
  switch (action.kind) {
    case 'retry':
      retry();
      return;
    case 'showLog':
      targets.showLog();
      return;
    case 'addSource':
      targets.addSource();
      return;
    case 'openAwsConfig':
      await vscode.window.showTextDocument(vscode.Uri.file(targets.awsConfigFile));
      return;
    case 'manageTrust':
      await vscode.commands.executeCommand('workbench.trust.manage');
      return;
    case 'copyText':
      await systemClipboard.write(action.text);
      showBriefly(l10n.t('Copied to the clipboard'));
  }
}
