import * as l10n from '@vscode/l10n';
import { actionTitle, type Action } from '../base/userError.js';
import type { Renewal } from '../identity/renewal.js';
import { signInClock, signInWord } from '../identity/signInWords.js';
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

/** What is known of a source's credentials. */
export interface SourceFacts {
  readonly caller: Identity | undefined;
  /** Whether its credentials come from a sign-in that this window can make. */
  readonly canSignIn: boolean;
  /** How the sign-ins stand of the identities that it uses. */
  readonly signIns: readonly { readonly identity: string; readonly renewal: Renewal }[];
}

/** The row of a source: its credentials and region, its account once that is known, and how its sign-in stands. */
export function sourceRow(source: Source, { caller, canSignIn, signIns }: SourceFacts, now: number): Row {
  const label = credentialsName(source.credentials);
  const { tokenCredentials, isManaged } = source;
  const description = [
    source.region,
    ...signIns.map(({ renewal }) => signInWord(renewal)),
    caller?.accountId ?? '',
    tokenCredentials === undefined ? '' : l10n.t('tokens by {0}', credentialsName(tokenCredentials)),
  ]
    .filter(Boolean)
    .join(' · ');
  const tooltip = [
    caller?.principal ?? '',
    ...signIns.map(({ identity, renewal }) => signInClock(identity, renewal, now)),
    isManaged ? l10n.t('Managed by your organisation') : '',
  ].filter(Boolean);
  return {
    label,
    description,
    icon: { name: sourceIcons[source.credentials.kind] },
    tooltip: tooltip.length === 0 ? undefined : tooltip.join('\n\n'),
    contextValue: ['source', canSignIn ? 'withSignIn' : '', isManaged ? 'managed' : 'own']
      .filter(Boolean)
      .join(' '),
    spoken: l10n.t('Source {0}, {1}', label, description),
    action: undefined,
  };
}

const sourceIcons = { profile: 'account', identity: 'organization', environment: 'server-environment' };

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
