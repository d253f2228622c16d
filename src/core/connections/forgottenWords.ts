import * as l10n from '@vscode/l10n';
import { timeAndDay } from '../base/duration.js';
import { UserError } from '../base/userError.js';
import type { Forgotten, ForgottenPart } from './forgetEverything.js';
import { inventoryLines, type Inventory } from './inventory.js';

/** As they are named, whichever failed first. */
const inOrder: readonly ForgottenPart[] = [
  'tokens',
  'signIns',
  'handOuts',
  'endpointRecords',
  'endpoints',
  'passwordFile',
  'clipboard',
  'terminals',
  'keys',
];

/** The question before all is forgotten: its lines are what there is, and then what that means. */
export function forgetQuestion(inventory: Inventory, honouredUntil: number, now: number): string {
  return [
    ...inventoryLines(inventory, now),
    '',
    l10n.t('Saved connections need new passwords afterwards.'),
    ...[honouredText(honouredUntil, now)].filter((text) => text !== ''),
    l10n.t(
      'Left as they are: your settings, the client secrets of identities, and what the AWS CLI signed in to.',
    ),
  ].join('\n');
}

/** What was forgotten, and what nobody can take back. */
export function forgottenText(
  inventory: Inventory,
  { untold }: Forgotten,
  honouredUntil: number,
  now: number,
): string {
  return [
    l10n.t('Forgotten: {0}.', countedParts(inventory).join(', ')),
    honouredText(honouredUntil, now),
    untold.length === 0
      ? ''
      : l10n.t('Not told: the identity provider of {0}, whose own session may last on.', untold.join(', ')),
    inventory.clipboard === 'unknown'
      ? l10n.t('What was copied may still be in the clipboard: copy something else.')
      : '',
  ]
    .filter((text) => text !== '')
    .join(' ');
}

/** What is left, in one sentence. Undefined where nothing is. */
export function notForgotten({ failed }: Forgotten): UserError | undefined {
  const [first] = failed;
  if (first === undefined) return undefined;
  const left = inOrder.filter((part) => failed.some((failure) => failure.part === part));
  const parts = [...new Set(left.map(partWord))];
  return new UserError(
    l10n.t('Not all could be forgotten. Left, in part at least: {0}. The rest is gone.', parts.join(', ')),
    { kind: 'retry' },
    { cause: first.reason },
  );
}

function honouredText(until: number, now: number): string {
  return until <= now
    ? ''
    : l10n.t('Nothing revokes a token: AWS honours copies until {0}.', timeAndDay(until, now));
}

function countedParts({
  tokens,
  signIns,
  handOuts,
  sessions,
  hasKeys,
  ...rest
}: Inventory): readonly string[] {
  const given = handOuts.reduce((sum, record) => sum + record.handOuts.length, 0);
  const open = sessions.reduce((sum, { count }) => sum + count, 0);
  const counted = (count: number, one: string, many: string): readonly string[] =>
    count === 0 ? [] : [count === 1 ? one : many];
  const parts = [
    ...counted(tokens.length, l10n.t('1 Redshift token'), l10n.t('{0} Redshift tokens', tokens.length)),
    ...counted(signIns.length, l10n.t('1 sign-in'), l10n.t('{0} sign-ins', signIns.length)),
    ...counted(
      given,
      l10n.t('1 client of a local endpoint'),
      l10n.t('{0} clients of local endpoints', given),
    ),
    ...counted(open, l10n.t('1 open session'), l10n.t('{0} open sessions', open)),
    ...(rest.clipboard === 'ours' ? [l10n.t('what was copied')] : []),
    ...(hasKeys ? [l10n.t('AWS keys')] : []),
  ];
  return parts.length > 0 ? parts : [l10n.t('all that was left')];
}

function partWord(part: ForgottenPart): string {
  switch (part) {
    case 'tokens':
      return l10n.t('Redshift tokens');
    case 'handOuts':
    case 'endpointRecords':
      return l10n.t('passwords of local endpoints');
    case 'endpoints':
      return l10n.t('open local endpoints');
    case 'passwordFile':
      return l10n.t('the password file');
    case 'signIns':
      return l10n.t('sign-ins');
    case 'clipboard':
      return l10n.t('the clipboard');
    case 'terminals':
      return l10n.t('variables of terminals');
    case 'keys':
      return l10n.t('AWS keys in memory');
  }
}
