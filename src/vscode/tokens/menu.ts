import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { viewId } from '../../core/base/contributions.js';
import { pickOne, type Choice } from '../doors/pick.js';

/** What the status bar's menu offers; each starts the command of the same name. */
export interface MenuActions {
  getToken(): void;
  refreshToken(): void;
  copyToken(): void;
  connect(): void;
  copyConnection(): void;
  askBeforeRefreshing(): void;
  forgetAllTokens(): void;
  showEvents(): void;
  showLog(): void;
}

/** The menu of the status bar. */
export async function showMenu(
  state: {
    hasTokens: boolean;
    hasTicked: boolean;
    hasSilentSets: boolean;
    canCopy: boolean;
    canConnect: boolean;
  },
  actions: MenuActions,
): Promise<void> {
  const entry = (icon: string, label: string, value: () => void): Choice<() => void> => ({
    label: `$(${icon}) ${label}`,
    value,
  });
  const choices = [
    ...(state.canConnect && (state.hasTicked || state.hasTokens)
      ? [entry('plug', l10n.t('Connect…'), () => actions.connect())]
      : []),
    ...(state.hasTicked ? [entry('key', l10n.t('Get Token'), () => actions.getToken())] : []),
    ...(state.hasTokens
      ? [
          entry('refresh', l10n.t('Refresh Token'), () => actions.refreshToken()),
          ...(state.canConnect || state.canCopy
            ? [entry('link', l10n.t('Copy Connection…'), () => actions.copyConnection())]
            : []),
          ...(state.canCopy ? [entry('copy', l10n.t('Copy Token'), () => actions.copyToken())] : []),
          entry('trash', l10n.t('Forget All Tokens'), () => actions.forgetAllTokens()),
        ]
      : []),
    ...(state.hasSilentSets
      ? [entry('bell', l10n.t('Ask Before Refreshing…'), () => actions.askBeforeRefreshing())]
      : []),
    entry('database', l10n.t('Show Workgroups'), showWorkgroups),
    entry('history', l10n.t('Show Record of Events'), () => actions.showEvents()),
    entry('output', l10n.t('Show Log'), () => actions.showLog()),
  ];
  const chosen = await pickOne(choices, {
    title: l10n.t('Redshift Token'),
    placeholder: l10n.t('Choose what to do'),
  });
  chosen();
}

function showWorkgroups(): void {
  // VS Code's own command for the view; nothing waits for it.
  void vscode.commands.executeCommand(`${viewId}.focus`);
}
