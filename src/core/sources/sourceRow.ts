import * as l10n from '@vscode/l10n';
import { actionTitle, type Action } from '../base/userError.js';
import type { Listing } from './catalogue.js';
import type { Identity } from './identity.js';
import { credentialsName } from './access.js';
import { type Source } from './source.js';

/** What a row of the tree shows. Icons are names of product icons, colours of theme colours. */
export interface Row {
  readonly label: string;
  readonly description: string;
  readonly icon: { readonly name: string; readonly color?: string } | undefined;
  /** Markdown of our own, or undefined for none. */
  readonly tooltip: string | undefined;
  /** What menus test with `viewItem`. */
  readonly contextValue: string;
  /** What a screen reader says. */
  readonly spoken: string;
  /** What a click on the row does. */
  readonly action: Action | undefined;
}

/**
 * The row of a source: its credentials and region, its account once that is known.
 *
 * @param canSignIn whether its credentials come from a sign-in that this window can make
 */
export function sourceRow(source: Source, caller: Identity | undefined, canSignIn: boolean): Row {
  const label = credentialsName(source.credentials);
  const { tokenCredentials } = source;
  const description = [
    source.region,
    caller?.accountId ?? '',
    tokenCredentials === undefined ? '' : l10n.t('tokens by {0}', credentialsName(tokenCredentials)),
  ]
    .filter(Boolean)
    .join(' · ');
  return {
    label,
    description,
    icon: { name: source.credentials.kind === 'profile' ? 'account' : 'server-environment' },
    tooltip: caller?.principal,
    contextValue: canSignIn ? 'source withSignIn' : 'source',
    spoken: l10n.t('Source {0}, {1}', label, description),
    action: undefined,
  };
}

/** The row under a source that says how its listing stands, or undefined where its workgroups say enough. */
export function listingRow(listing: Listing): Row | undefined {
  if (listing.kind === 'failed') {
    const { message, action } = listing.error;
    return {
      label: message,
      description: actionTitle(action),
      icon: { name: 'warning', color: 'list.warningForeground' },
      tooltip: message,
      contextValue: 'problem',
      spoken: `${message} ${actionTitle(action)}`,
      action,
    };
  }
  if (listing.kind !== 'listed' || listing.workgroups.length > 0) return undefined;
  const label = l10n.t('No workgroups in this region');
  return {
    label,
    description: '',
    icon: { name: 'info' },
    tooltip: undefined,
    contextValue: 'empty',
    spoken: label,
    action: undefined,
  };
}
