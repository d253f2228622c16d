import * as l10n from '@vscode/l10n';
import { forAdministrator } from './forAdministrator.js';
import { asFields, asText } from './parse.js';
import { UserError } from './userError.js';

/** What an administrator's set-up leaves people. It takes away and never adds. */
export interface Restrictions {
  /** Whether tokens are held in memory only, and end with the window. */
  readonly isSessionOnly: boolean;
  /** Whether a token may be copied, alone or in a connection text. */
  readonly canCopyToken: boolean;
  readonly localEndpoint: 'on' | 'socketOnly' | 'off';
  /** Whether other extensions may be given connections. */
  readonly canShare: boolean;
  readonly canUseAgentTools: boolean;
  /** Whether a sign-in may be allowed by typing a code in any browser. */
  readonly canUseDeviceCode: boolean;
  /** Of each list: undefined where all are allowed. */
  readonly allowedIssuers: AllowList;
  /** AWS accounts, by their twelve digits. */
  readonly allowedAccounts: AllowList;
  readonly allowedRegions: AllowList;
}

type AllowList = readonly string[] | undefined;

export const noRestrictions: Restrictions = {
  isSessionOnly: false,
  canCopyToken: true,
  localEndpoint: 'on',
  canShare: true,
  canUseAgentTools: true,
  canUseDeviceCode: true,
  allowedIssuers: undefined,
  allowedAccounts: undefined,
  allowedRegions: undefined,
};

/** All that can be forbidden is forbidden: what counts where nobody can tell what was meant. */
export const strictest: Restrictions = {
  isSessionOnly: true,
  canCopyToken: false,
  localEndpoint: 'off',
  canShare: false,
  canUseAgentTools: false,
  canUseDeviceCode: false,
  allowedIssuers: [],
  allowedAccounts: [],
  allowedRegions: [],
};

/**
 * The restrictions of a set-up file: `tokens` ("session"), `copyToken`, `sharing`, `agentTools`, `deviceCode` (true or
 * false), `localEndpoint` ("off" or "socketOnly"), `allowedIssuers`, `allowedAccounts`, `allowedRegions` (lists). Broken
 * as a whole where one of them is not understood, since what is not known cannot be kept.
 */
export function parseRestrictions(
  value: unknown,
):
  | { readonly kind: 'read'; readonly restrictions: Restrictions }
  | { readonly kind: 'broken'; readonly why: string } {
  if (value === undefined) return { kind: 'read', restrictions: noRestrictions };
  const fields = asFields(value);
  if (fields === undefined) return { kind: 'broken', why: l10n.t('they are not an object') };
  let restrictions = noRestrictions;
  for (const [name, setting] of Object.entries(fields)) {
    const part = parsePart(name, setting);
    if (typeof part === 'string') return { kind: 'broken', why: part };
    restrictions = { ...restrictions, ...part };
  }
  return { kind: 'read', restrictions };
}

/** What one field restricts, or what is wrong with it. */
function parsePart(name: string, value: unknown): Partial<Restrictions> | string {
  switch (name) {
    case 'tokens':
      return value === 'session' ? { isSessionOnly: true } : l10n.t('"tokens" can only be "session"');
    case 'localEndpoint':
      return value === 'off' || value === 'socketOnly'
        ? { localEndpoint: value }
        : l10n.t('"localEndpoint" can only be "off" or "socketOnly"');
    case 'copyToken':
      return switched(name, value, (canCopyToken) => ({ canCopyToken }));
    case 'sharing':
      return switched(name, value, (canShare) => ({ canShare }));
    case 'agentTools':
      return switched(name, value, (canUseAgentTools) => ({ canUseAgentTools }));
    case 'deviceCode':
      return switched(name, value, (canUseDeviceCode) => ({ canUseDeviceCode }));
    case 'allowedIssuers':
    case 'allowedRegions':
      return listed(name, value, () => true);
    case 'allowedAccounts':
      return listed(name, value, (account) => /^\d{12}$/.test(account));
    default:
      return l10n.t('"{0}" is not known', name);
  }
}

function switched<T>(name: string, value: unknown, part: (isOn: boolean) => T): T | string {
  return typeof value === 'boolean' ? part(value) : l10n.t('"{0}" must be true or false', name);
}

function listed(
  name: 'allowedIssuers' | 'allowedAccounts' | 'allowedRegions',
  value: unknown,
  isGood: (text: string) => boolean,
): Partial<Restrictions> | string {
  const entries: readonly unknown[] | undefined = Array.isArray(value) ? value : undefined;
  const texts = entries?.map(asText).filter((text) => text !== undefined && isGood(text));
  if (texts !== undefined && texts.length === entries?.length) return { [name]: texts };
  return name === 'allowedAccounts'
    ? l10n.t('"allowedAccounts" must be a list of accounts, each a text of 12 digits')
    : l10n.t('"{0}" must be a list of texts', name);
}

/** Whether the list has the value; without a list all is allowed. */
export function isAllowed(list: AllowList, value: string): boolean {
  return list?.includes(value) ?? true;
}

/** What is said above the tree of the restrictions that a person may stumble over: a sentence, or none. */
export function managedSentences({
  canCopyToken,
  isSessionOnly,
  canUseDeviceCode,
  localEndpoint,
}: Restrictions): readonly string[] {
  const parts = [
    ...(canCopyToken ? [] : [l10n.t('tokens cannot be copied')]),
    ...(isSessionOnly ? [l10n.t('tokens are held in memory only and end with the window')] : []),
    ...(canUseDeviceCode ? [] : [l10n.t('sign-in with a code is off')]),
    ...(localEndpoint === 'off' ? [l10n.t('local endpoints are off')] : []),
    ...(localEndpoint === 'socketOnly' ? [l10n.t('local endpoints listen on sockets alone')] : []),
  ];
  return parts.length === 0 ? [] : [l10n.t('Managed by your organisation: {0}.', parts.join('; '))];
}

export function copyForbidden(): UserError {
  return managed(
    l10n.t('Managed by your organisation: a token cannot be copied, neither alone nor in a connection text.'),
  );
}

export function deviceCodeForbidden(): UserError {
  return managed(
    l10n.t(
      'Managed by your organisation: signing in with a code is off. Sign in from VS Code on your own computer, where the browser can come back; a profile needs an sso-session for that.',
    ),
  );
}

export function endpointForbidden(): UserError {
  return managed(
    l10n.t('Managed by your organisation: local endpoints are off, so no client can connect through one.'),
  );
}

export function sharingForbidden(): UserError {
  return managed(
    l10n.t('Managed by your organisation: connections to Redshift are not shared with other extensions.'),
  );
}

export function regionsForbidden(): UserError {
  return managed(l10n.t('Managed by your organisation: none of the regions is allowed.'));
}

export function accountForbidden(accountId: string): UserError {
  return managed(l10n.t('Managed by your organisation: the AWS account {0} is not allowed.', accountId));
}

/** Only an administrator can lift a restriction. */
function managed(sentence: string): UserError {
  return new UserError(sentence, forAdministrator(sentence));
}
