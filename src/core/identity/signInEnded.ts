import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';
import type { EndReason } from './renewal.js';

/** A sign-in that only its person can bring back: nothing asks again by itself. */
export class SignInEnded extends UserError {
  /** @param name of the identity */
  constructor(
    name: string,
    readonly reason: EndReason | 'signedOut',
    options?: ErrorOptions,
  ) {
    super(sentence(name, reason), { kind: 'signInIdentity', identity: name }, options);
  }
}

function sentence(name: string, reason: EndReason | 'signedOut'): string {
  switch (reason) {
    case 'signedOut':
      return l10n.t('Not signed in with "{0}". Sign in, then retry.', name);
    case 'expired':
      return l10n.t('The sign-in with the identity "{0}" has ended. Sign in again, then retry.', name);
    case 'noRefreshToken':
      return l10n.t(
        'The sign-in with the identity "{0}" has ended, and its provider gave nothing to renew it with. Sign in again; the scope offline_access, or a setting of the provider, makes it last.',
        name,
      );
    case 'noIdToken':
      return l10n.t(
        'The sign-in with the identity "{0}" cannot be renewed silently: its provider gives no ID token with a refresh. Sign in again, or name a profile that signs for the application.',
        name,
      );
  }
}
