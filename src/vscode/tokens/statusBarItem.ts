import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commandIds } from '../../core/base/contributions.js';
import type { Disposable } from '../../core/base/disposable.js';
import type { StatusBar } from '../../core/tokens/statusBar.js';

/** The countdown in the status bar. It assigns what was computed, and only what has changed. */
export class StatusBarItem implements Disposable {
  private item: vscode.StatusBarItem | undefined;

  show(content: StatusBar | undefined): void {
    if (content === undefined) {
      this.item?.dispose();
      this.item = undefined;
      return;
    }
    const item = (this.item ??= makeItem());
    item.text = content.text;
    if (item.tooltip !== content.tooltip) item.tooltip = content.tooltip;
    const background = backgroundColor(content.background);
    if (colorId(item.backgroundColor) !== colorId(background)) item.backgroundColor = background;
    if (item.accessibilityInformation?.label !== content.spoken) {
      item.accessibilityInformation = { label: content.spoken, role: 'button' };
    }
    item.show();
  }

  dispose(): void {
    this.item?.dispose();
  }
}

function makeItem(): vscode.StatusBarItem {
  const item = vscode.window.createStatusBarItem(
    'redshiftIdc.countdown',
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = l10n.t('Redshift Token');
  item.command = commandIds.showMenu;
  return item;
}

function backgroundColor(background: StatusBar['background']): vscode.ThemeColor | undefined {
  if (background === 'none') return undefined;
  return new vscode.ThemeColor(`statusBarItem.${background}Background`);
}

function colorId(color: vscode.ThemeColor | undefined): string | undefined {
  return color?.id;
}
