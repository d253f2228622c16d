import * as l10n from '@vscode/l10n';
import type { UserError } from '../base/userError.js';
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
  /** Whether the chain of an identity says what keeps their keys away. */
  readonly isOfChain: boolean;
}

/** Credentials of a source, and whether their keys could be had. */
export interface Used extends Use {
  readonly keys: Attempt<FoundKeys>;
}

/** The credentials that browse a source and those that get its tokens; one where both are the same. */
export function usesOf(source: Source): readonly Use[] {
  const token = tokenAccess(source);
  const use = (access: Access, purpose: string): Use => {
    return { access, purpose, isOfChain: access.credentials.kind === 'identity' };
  };
  return token.id === source.id
    ? [use(source, l10n.t('Credentials that browse and get tokens'))]
    : [use(source, l10n.t('Credentials that browse')), use(token, l10n.t('Credentials that get tokens'))];
}

/** Those that sign for an identity's application, where a profile does. */
export function signerOf(entry: IdentityEntry): Use | undefined {
  const { applicationCredentials: signer, identityCenterRegion } = entry;
  if (signer.kind !== 'profile') return undefined;
  return {
    access: makeAccess({ kind: 'profile', name: signer.name }, identityCenterRegion),
    purpose: l10n.t('Credentials that sign for the application of identity "{0}"', entry.name),
    isOfChain: true,
  };
}

/** Why there are no keys; undefined where there are. */
export function keyFailure(used: readonly Used[], { id }: Access): UserError | undefined {
  const keys = used.find(({ access }) => access.id === id)?.keys;
  return keys?.kind === 'failed' ? keys.error : undefined;
}
