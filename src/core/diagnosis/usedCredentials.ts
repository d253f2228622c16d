import * as l10n from '@vscode/l10n';
import type { IdentityEntry } from '../identity/identity.js';
import { makeAccess, type Access } from '../sources/access.js';
import { tokenAccess, type Source } from '../sources/source.js';
import type { Attempt } from './attempts.js';
import type { FoundKeys } from './probes.js';

/** Credentials of a source, and what they are for. */
export interface Use {
  readonly access: Access;
  /** What they do, as a title names it. */
  readonly purpose: string;
}

/** Credentials of a source, and whether their keys could be had. */
export interface Used extends Use {
  readonly keys: Attempt<FoundKeys>;
}

/** The credentials that browse a source and those that get its tokens; one where both are the same. */
export function usesOf(source: Source): readonly Use[] {
  const token = tokenAccess(source);
  if (token.id === source.id) {
    return [{ access: source, purpose: l10n.t('Credentials that browse and get tokens') }];
  }
  return [
    { access: source, purpose: l10n.t('Credentials that browse') },
    { access: token, purpose: l10n.t('Credentials that get tokens') },
  ];
}

/** Those that sign for an identity's application, where a profile does. */
export function signerOf(entry: IdentityEntry): Use | undefined {
  const { applicationCredentials: signer, identityCenterRegion } = entry;
  if (signer.kind !== 'profile') return undefined;
  return {
    access: makeAccess({ kind: 'profile', name: signer.name }, identityCenterRegion),
    purpose: l10n.t('Credentials that sign for the application of identity "{0}"', entry.name),
  };
}

/** Why there are no keys; undefined where there are. */
export function keyFailure(used: readonly Used[], { id }: Access) {
  const keys = used.find(({ access }) => access.id === id)?.keys;
  return keys?.kind === 'failed' ? keys.error : undefined;
}
