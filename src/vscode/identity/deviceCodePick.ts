import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/disposable.js';
import type { DeviceCode } from '../../core/identity/signIn.js';
import { openBrowser } from '../doors/browser.js';
import type { Clipboard } from '../../core/connections/clipboardGuard.js';

/**
 * Shows a code until disposed of, and opens the page or copies the code when a person asks. It may be put away:
 * the sign-in goes on, and its progress message shows the code too.
 */
export function showDeviceCode(code: DeviceCode, clipboard: Clipboard): Disposable {
  const open = {
    label: `$(link-external) ${l10n.t('Open the browser')}`,
    description: code.address,
    detail: l10n.t('The page shows the same code: {0}', code.userCode),
  };
  const copy = {
    label: `$(copy) ${l10n.t('Copy the code')}`,
    description: code.userCode,
    detail: l10n.t('To type it on another device, at {0}', code.address),
  };
  const pick = vscode.window.createQuickPick();
  pick.title = l10n.t('Sign in with the code {0}', code.userCode);
  pick.placeholder = l10n.t('Waiting until the code is allowed in a browser, here or on another device');
  pick.items = [open, copy];
  pick.ignoreFocusOut = true;
  pick.busy = true;
  pick.onDidAccept(() => {
    const [chosen] = pick.selectedItems;
    // The pick stays: nothing waits for the browser or the clipboard.
    if (chosen === open) void openBrowser(code.filledAddress);
    if (chosen === copy) {
      void clipboard.write(code.userCode).then(
        () => (pick.placeholder = l10n.t('Copied. Waiting until the code is allowed in a browser')),
        () => undefined,
      );
    }
  });
  pick.show();
  return pick;
}
