import * as l10n from '@vscode/l10n';
import { timeAndDay } from '../base/duration.js';
import { visibleText } from '../identity/shownText.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import { workgroupNames } from '../sources/workgroupNames.js';
import type { Token } from '../tokens/token.js';
import type { EndpointRecord } from './endpoint/endpointRecord.js';
import { extensionsClient } from './sharing/sharedSession.js';

export interface HeldIdentity {
  readonly identity: string;
  readonly person: string;
  /** In milliseconds, by AWS's time. */
  readonly since: number;
}

export interface SessionsAt {
  readonly workgroup: WorkgroupRef;
  readonly count: number;
  readonly clients: readonly string[];
}

/** All that is held for a person, as it is shown before it is forgotten. */
export interface Inventory {
  readonly tokens: readonly Token[];
  readonly signIns: readonly HeldIdentity[];
  /** Those with hand-outs. */
  readonly handOuts: readonly EndpointRecord[];
  /** The endpoints that are open in this window. */
  readonly sessions: readonly SessionsAt[];
  /** Whether AWS keys may be in memory. */
  readonly hasKeys: boolean;
  /** `unknown`: something was copied, and the clipboard cannot be looked at. */
  readonly clipboard: 'ours' | 'unknown' | 'others';
  /** Whether new terminals get what leads to an endpoint. */
  readonly hasTerminals: boolean;
}

/** A dialog that is too long hides its own buttons. */
const mostLines = 6;

export function isNothingHeld(inventory: Inventory): boolean {
  return inventoryLines(inventory, 0).length === 0;
}

/** One line a thing: what it is, and since when. */
export function inventoryLines(inventory: Inventory, now: number): readonly string[] {
  const { tokens, signIns, handOuts, sessions, hasKeys, clipboard, hasTerminals } = inventory;
  const shared = handOuts.filter((record) => clientsOf(record).includes(extensionsClient));
  return [
    ...bounded(tokens.map((token) => tokenLine(token, now))),
    ...bounded(signIns.map((signIn) => signInLine(signIn, now))),
    ...bounded(handOuts.map((record) => handOutsLine(record, now))),
    ...bounded(sessions.map(sessionsLine)),
    ...(shared.length === 0
      ? []
      : [
          l10n.t(
            'Sessions of other extensions: {0}',
            workgroupNames(shared.map(({ workgroup }) => workgroup)),
          ),
        ]),
    ...(hasKeys ? [l10n.t('AWS keys in memory')] : []),
    ...(clipboard === 'ours' ? [l10n.t('What was copied last, in the clipboard')] : []),
    ...(hasTerminals ? [l10n.t('Variables in new terminals')] : []),
  ];
}

function clientsOf({ handOuts }: EndpointRecord): readonly string[] {
  return [...new Set(handOuts.map(({ client }) => client))];
}

function bounded(lines: readonly string[]): readonly string[] {
  if (lines.length <= mostLines) return lines;
  return [
    ...lines.slice(0, mostLines - 1),
    l10n.t('… and {0} more of these', lines.length - (mostLines - 1)),
  ];
}

function tokenLine({ workgroups, issuedAt, expiresAt }: Token, now: number): string {
  return l10n.t(
    'Redshift token for {0}, since {1}, until {2}',
    workgroupNames(workgroups),
    timeAndDay(issuedAt, now),
    timeAndDay(expiresAt, now),
  );
}

function signInLine({ identity, person, since }: HeldIdentity, now: number): string {
  return l10n.t('Sign-in with {0} as {1}, since {2}', identity, visibleText(person), timeAndDay(since, now));
}

function handOutsLine(record: EndpointRecord, now: number): string {
  const since = Math.min(...record.handOuts.map(({ madeAt }) => madeAt));
  const clients = clientsOf(record).map(visibleText).join(', ');
  return l10n.t(
    'Local endpoint of {0} for {1}, since {2}',
    record.workgroup.name,
    clients,
    timeAndDay(since, now),
  );
}

function sessionsLine({ workgroup, count, clients }: SessionsAt): string {
  if (count === 0) return l10n.t('Local endpoint of {0}, open', workgroup.name);
  const who = clients.map(visibleText).join(', ');
  return count === 1
    ? l10n.t('1 open session at {0}: {1}', workgroup.name, who)
    : l10n.t('{0} open sessions at {1}: {2}', count, workgroup.name, who);
}
