import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Restrictions } from '../../core/base/restrictions.js';
import type { Clipboard } from '../../core/connections/clipboardGuard.js';
import { canComeBack, type SignInWindow } from '../../core/identity/signIn.js';
import { openBrowser } from '../doors/browser.js';
import { showDeviceCode } from './deviceCodePick.js';

/** This window, as sign-ins need it. */
export class SignInPage {
  private readonly place = {
    isWeb: vscode.env.uiKind === vscode.UIKind.Web,
    remoteName: vscode.env.remoteName,
  };

  constructor(
    private readonly clipboard: Clipboard,
    private readonly restrictions: Pick<Restrictions, 'canUseDeviceCode'>,
  ) {}

  /** Whether a person has a choice: a browser that comes back, or a code. */
  get hasChoice(): boolean {
    return canComeBack(this.place) && this.restrictions.canUseDeviceCode;
  }

  /** @param report says what is being waited for, beside the progress */
  window(report: (text: string) => void): SignInWindow {
    return {
      place: this.place,
      canUseCode: this.restrictions.canUseDeviceCode,
      openBrowser: (address) => {
        report(l10n.t('The browser is open: allow the sign-in there.'));
        return openBrowser(address);
      },
      showCode: (code) => {
        report(l10n.t('The code is {0}; allow it at {1}', code.userCode, code.address));
        return showDeviceCode(code, this.clipboard);
      },
    };
  }
}
