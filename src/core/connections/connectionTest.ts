import * as l10n from '@vscode/l10n';
import { asFields, asText } from '../base/parse.js';
import { UserError } from '../base/userError.js';
import { visibleText } from '../identity/shownText.js';

/** Who a client is, where it is, and how long each step took. */
export interface TestedConnection {
  readonly currentUser: string;
  readonly database: string;
  /** What `version()` says. */
  readonly serverVersion: string;
  readonly steps: readonly TestStep[];
}

/** `token`: it was there or was got; `endpoint`: it was open or opened. */
export interface TestStep {
  readonly name: 'token' | 'endpoint' | 'login' | 'query';
  readonly ms: number;
}

/** What a person reads of a test that went well: who they are there first. */
export function testedText(workgroupName: string, tested: TestedConnection): string {
  const { currentUser, database, serverVersion, steps } = tested;
  const times = steps.map(({ name, ms }) => l10n.t('{0} {1} ms', stepName(name), String(Math.round(ms))));
  const who = l10n.t(
    'Connected to {0} as {1}, database "{2}", {3}. It took: {4}.',
    workgroupName,
    visibleText(currentUser),
    visibleText(database),
    versionWords(serverVersion),
    times.join(', '),
  );
  return [who, sharedUser(currentUser)].filter((part) => part !== undefined).join(' ');
}

/** Redshift names itself after the version of PostgreSQL that it came from. */
function versionWords(serverVersion: string): string {
  const redshift = /Redshift ([\d.]+)/.exec(serverVersion)?.[1];
  if (redshift !== undefined) return l10n.t('Redshift {0}', redshift);
  return visibleText(serverVersion.split(/ on |,/, 1)[0] ?? '').slice(0, 60);
}

/** Such a user is everybody's who assumes the role: what they do cannot be told apart, and grants are the role's. */
function sharedUser(user: string): string | undefined {
  if (!/^IAMR?:/i.test(user)) return undefined;
  return l10n.t(
    'This is a shared IAM user, not your identity: the workgroup takes the token without IAM Identity Center. An administrator connects its namespace to Identity Center.',
  );
}

function stepName(name: TestStep['name']): string {
  switch (name) {
    case 'token':
      return l10n.t('token');
    case 'endpoint':
      return l10n.t('endpoint');
    case 'login':
      return l10n.t('login');
    case 'query':
      return l10n.t('query');
  }
}

/** Explains why a client could not connect: what was said to it, word for word, and the hint that came with that. */
export function testError(workgroupName: string, error: unknown): unknown {
  if (error instanceof UserError) return error;
  const fields = asFields(error);
  const message = asText(fields?.message);
  if (message === undefined) return error;
  const hint = asText(fields?.hint);
  const sentence = l10n.t('The test of {0} failed: {1}', workgroupName, withStop(visibleText(message)));
  const text = hint === undefined ? sentence : `${sentence} ${withStop(visibleText(hint))}`;
  return new UserError(text, { kind: 'retry' }, { cause: error });
}

function withStop(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
