import * as l10n from '@vscode/l10n';

/** What a person can do about an error: one action, shown as one button. */
export type Action =
  | { readonly kind: 'retry'; readonly title?: string }
  | { readonly kind: 'showLog' }
  | { readonly kind: 'addSource' }
  /** Other credentials for the tokens of the sources that use these. */
  | { readonly kind: 'tokenCredentials'; readonly accessId: string }
  /** Signs a person in at the SSO that the profile names; what failed is tried again after it. */
  | { readonly kind: 'signIn'; readonly profile: string }
  /** Signs a person in with an identity; what failed is tried again after it. */
  | { readonly kind: 'signInIdentity'; readonly identity: string }
  | { readonly kind: 'openAwsConfig' }
  | { readonly kind: 'openAwsCredentials' }
  | { readonly kind: 'openSettings' }
  | { readonly kind: 'manageTrust' }
  /** Keeps secrets in memory only from now on; what failed is tried again after it. */
  | { readonly kind: 'keepInMemory' }
  | { readonly kind: 'copyText'; readonly title: string; readonly text: string };

/** The text of the action's button. */
export function actionTitle(action: Action): string {
  switch (action.kind) {
    case 'retry':
      return action.title ?? l10n.t('Retry');
    case 'showLog':
      return l10n.t('Show Log');
    case 'addSource':
      return l10n.t('Add Source…');
    case 'tokenCredentials':
      return l10n.t('Choose Other Credentials…');
    case 'signIn':
    case 'signInIdentity':
      return l10n.t('Sign In…');
    case 'openAwsConfig':
      return l10n.t('Open AWS Config');
    case 'openAwsCredentials':
      return l10n.t('Open AWS Credentials');
    case 'openSettings':
      return l10n.t('Open Settings');
    case 'manageTrust':
      return l10n.t('Manage Workspace Trust');
    case 'keepInMemory':
      return l10n.t('Keep in This Window');
    case 'copyText':
      return action.title;
  }
}

/** An error a person may read: a sentence with its cause, and one action. Never holds a secret. */
export class UserError extends Error {
  constructor(
    message: string,
    readonly action: Action,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** A person pressed Cancel. Not an error: nothing is shown. */
export class Cancelled extends Error {
  constructor() {
    super('Cancelled');
    this.name = 'Cancelled';
  }
}

/** Throws {@link Cancelled} where the signal was aborted. */
export function stopIfCancelled(signal: AbortSignal): void {
  if (signal.aborted) throw new Cancelled();
}
