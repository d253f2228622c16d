import * as l10n from '@vscode/l10n';
import { noRestrictions } from '../base/restrictions.js';
import { credentialsOwner } from '../sources/access.js';
import { connectToSetting } from '../sources/connectTo.js';
import type { GivenWorkgroup } from '../sources/givenWorkgroup.js';
import type { Source } from '../sources/source.js';
import type { IdentityEntry } from './identity.js';
import { defaultScopes } from './identitySettings.js';
import { defaultRedirectUri } from './redirectUri.js';
import { asciiText, visibleText } from './shownText.js';
import type { Setup } from './setupFile.js';
import type { Change, ImportPlan } from './setupImport.js';

/** What fits in a dialog of a small screen. */
const pageLines = 24;
const mostProblems = 8;

/** One line of what an entry says. Not shown where it is usual, and was. */
interface Fact {
  readonly label: string;
  readonly value: string;
  readonly isUsual?: boolean;
}

/**
 * What a person agrees to before an import, in pages that each fit in a dialog. All that would be written is shown, since
 * the file may come from anybody: there is no "and 20 more".
 */
export function setupSummary(plan: ImportPlan, { restrictions, problems }: Setup): readonly string[] {
  const blocks = [
    ...plan.identities.map((change) => changeLines(change, identityTitle, identityFacts)),
    ...plan.sources.map((change) => changeLines(change, sourceTitle, sourceFacts)),
    [
      ...(plan.unchanged > 0 ? [l10n.t('Already there and unchanged: {0}.', plan.unchanged)] : []),
      ...problems.slice(0, mostProblems).map(visibleText),
      ...(problems.length > mostProblems
        ? [l10n.t('Entries that are skipped besides: {0}.', problems.length - mostProblems)]
        : []),
      ...(restrictions === noRestrictions
        ? []
        : [
            l10n.t(
              'Restrictions of an imported file do not count: only those of the file that an administrator puts on the computer do.',
            ),
          ]),
    ],
  ];
  return pages(blocks);
}

function changeLines<T>(
  { value, former }: Change<T>,
  title: (value: T, isNew: boolean) => string,
  facts: (value: T) => readonly Fact[],
): readonly string[] {
  const before = new Map(former === undefined ? [] : facts(former).map((fact) => [fact.label, fact]));
  const now = facts(value);
  const labels = new Set(now.map(({ label }) => label));
  const gone = [...before.values()].filter(({ label }) => !labels.has(label));
  return [
    title(value, former === undefined),
    ...now.flatMap((fact) => factLine(fact, before.get(fact.label), former !== undefined)),
    ...gone.map((fact) => `  ${l10n.t('no more: {0}: {1}', fact.label, fact.value)}`),
  ];
}

function factLine(fact: Fact, before: Fact | undefined, isReplaced: boolean): readonly string[] {
  const { label, value, isUsual = false } = fact;
  if (isReplaced && before !== undefined && before.value !== value) {
    return [`  ${l10n.t('{0}: {1} (until now: {2})', label, value, before.value)}`];
  }
  return isUsual ? [] : [`  ${l10n.t('{0}: {1}', label, value)}`];
}

function identityTitle({ name }: IdentityEntry, isNew: boolean): string {
  return isNew
    ? l10n.t('New identity "{0}"', visibleText(name))
    : l10n.t('The identity "{0}" is replaced', visibleText(name));
}

function identityFacts(entry: IdentityEntry): readonly Fact[] {
  const { applicationArn, applicationCredentials: signer } = entry;
  return [
    { label: l10n.t('Sign-in at'), value: asciiText(entry.issuer) },
    { label: l10n.t('Client id'), value: asciiText(entry.clientId) },
    { label: l10n.t('AWS account of the application'), value: applicationArn.split(':')[4] ?? '' },
    { label: l10n.t('Application'), value: asciiText(applicationArn) },
    { label: l10n.t('Identity Center in'), value: asciiText(entry.identityCenterRegion) },
    {
      label: l10n.t('Signed by'),
      value:
        signer.kind === 'profile'
          ? credentialsOwner({ kind: 'profile', name: visibleText(signer.name) })
          : asciiText(signer.roleArn),
    },
    { label: l10n.t('Access role'), value: asciiText(entry.accessRoleArn) },
    {
      label: l10n.t('Scopes'),
      value: asciiText(entry.scopes.join(' ')),
      isUsual: entry.scopes.join(' ') === defaultScopes.join(' '),
    },
    {
      label: l10n.t('The browser comes back to'),
      value: asciiText(entry.redirectUri),
      isUsual: entry.redirectUri === defaultRedirectUri,
    },
    {
      label: l10n.t('Exchanged for the identity'),
      value: entry.assertion === 'idToken' ? l10n.t('the ID token') : l10n.t('the access token'),
      isUsual: entry.assertion === 'idToken',
    },
    ...Object.entries(entry.authorizeParameters).map(([name, text]) => ({
      label: l10n.t('Also sent to the provider: {0}', asciiText(name)),
      value: asciiText(text),
    })),
    {
      label: l10n.t('Client secret'),
      value: entry.needsClientSecret ? l10n.t('asked for') : l10n.t('none'),
      isUsual: !entry.needsClientSecret,
    },
  ];
}

function sourceTitle({ credentials, region }: Source, isNew: boolean): string {
  const owner = visibleText(credentialsOwner(credentials));
  return isNew
    ? l10n.t('New source: {0} in {1}', owner, region)
    : l10n.t('The source is replaced: {0} in {1}', owner, region);
}

function sourceFacts({ tokenCredentials, given, connectTo }: Source): readonly Fact[] {
  return [
    {
      label: l10n.t('Tokens with'),
      value:
        tokenCredentials === undefined
          ? l10n.t('the same credentials')
          : visibleText(credentialsOwner(tokenCredentials)),
      isUsual: tokenCredentials === undefined,
    },
    ...given.map((workgroup) => ({
      label: l10n.t('Workgroup {0}', workgroup.name),
      value: givenPlace(workgroup),
    })),
    ...Object.entries(connectToSetting(connectTo)).map(([name, end]) => ({
      label: l10n.t('Connections to {0} go through', name),
      value: asciiText(end),
    })),
  ];
}

/** Where the bytes of a connection go: a host of the file's own choosing is seen before it is believed. */
function givenPlace({ endpoint, database }: GivenWorkgroup): string {
  const place = endpoint === undefined ? l10n.t('by name') : `${endpoint.host}:${endpoint.port}`;
  return asciiText(database === undefined ? place : `${place}/${database}`);
}

/** Lines in pages; blocks stay together where they fit on one. */
function pages(blocks: readonly (readonly string[])[]): readonly string[] {
  const made: string[][] = [[]];
  for (const block of blocks.filter(({ length }) => length > 0)) {
    for (let start = 0; start < block.length; start += pageLines) {
      const part = block.slice(start, start + pageLines);
      const last = made.at(-1) ?? [];
      if (last.length > 0 && last.length + part.length > pageLines) made.push([...part]);
      else last.push(...part);
    }
  }
  return made.map((lines) => lines.join('\n'));
}
