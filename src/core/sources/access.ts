import * as l10n from '@vscode/l10n';

/** Whose keys sign a call: a named profile's, an identity's, or the environment's own (variables, container, instance). */
export type Credentials =
  | { readonly kind: 'profile'; readonly name: string }
  | { readonly kind: 'identity'; readonly name: string }
  | { readonly kind: 'environment' };

/** Credentials in a region. The id is its canonical text. */
export interface Access {
  readonly id: string;
  readonly credentials: Credentials;
  readonly region: string;
}

export function makeAccess(credentials: Credentials, region: string): Access {
  const owner =
    credentials.kind === 'environment' ? 'environment' : `${credentials.kind}:${credentials.name}`;
  return { id: `${owner}@${region}`, credentials, region };
}

/** What a person calls the credentials. */
export function credentialsName(credentials: Credentials): string {
  return credentials.kind === 'environment' ? l10n.t('Environment') : credentials.name;
}

/** Whose credentials they are, as a sentence names it. */
export function credentialsOwner(credentials: Credentials): string {
  switch (credentials.kind) {
    case 'profile':
      return l10n.t('profile "{0}"', credentials.name);
    case 'identity':
      return l10n.t('identity "{0}"', credentials.name);
    case 'environment':
      return l10n.t('the environment');
  }
}
