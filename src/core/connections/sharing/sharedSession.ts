import * as l10n from '@vscode/l10n';
import { visibleText } from '../../identity/shownText.js';
import { credentialsOwner, type Credentials } from '../../sources/access.js';
import { regionOfSource } from '../../sources/source.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import type { Token } from '../../tokens/token.js';
import type { EndpointRecord } from '../endpoint/endpointRecord.js';
import type { HandOut } from '../endpoint/handOut.js';

/** Whom the hand-outs of these sessions are for. VS Code does not say which extension asks, and lets several have one. */
export const extensionsClient = 'Other extensions';

/** What other extensions get of one workgroup, as VS Code hands it to them. */
export interface SharedSession {
  readonly id: string;
  /** The password of a hand-out. Never the Redshift token. */
  readonly accessToken: string;
  /** One for each workgroup. VS Code keeps by the label what a person has allowed. */
  readonly account: { readonly id: string; readonly label: string };
  /** The workgroup's ARN alone. */
  readonly scopes: readonly string[];
}

export interface SessionChanges {
  readonly added: readonly SharedSession[];
  readonly removed: readonly SharedSession[];
  readonly changed: readonly SharedSession[];
}

/** A session as it stands, and what it stands for. */
export interface HeldSession {
  readonly session: SharedSession;
  readonly workgroup: WorkgroupRef;
  /** With another one, whoever has the session should look again. */
  readonly mark: string;
}

export function heldSession(
  { workgroup, port }: EndpointRecord,
  handOut: HandOut,
  token: Token,
): HeldSession {
  const { user, password } = handOut;
  const session: SharedSession = {
    id: sessionId(workgroup, user),
    accessToken: password,
    account: { id: workgroup.arn, label: sharedLabel(workgroup) },
    scopes: [workgroup.arn],
  };
  return { session, workgroup, mark: JSON.stringify([password, token.id, token.expiresAt, port]) };
}

/** The user is random: nobody but who was given the session knows its id. */
export function sessionId({ arn }: WorkgroupRef, user: string): string {
  return `${arn} ${user}`;
}

export function changesBetween(
  before: readonly HeldSession[],
  after: readonly HeldSession[],
): SessionChanges {
  const marks = new Map(before.map(({ session, mark }) => [session.id, mark]));
  const ids = new Set(after.map(({ session }) => session.id));
  const chosen = (
    held: readonly HeldSession[],
    isChosen: (entry: HeldSession) => boolean,
  ): readonly SharedSession[] => held.filter(isChosen).map(({ session }) => session);
  return {
    added: chosen(after, ({ session }) => !marks.has(session.id)),
    removed: chosen(before, ({ session }) => !ids.has(session.id)),
    changed: chosen(after, ({ session, mark }) => (marks.get(session.id) ?? mark) !== mark),
  };
}

/** A workgroup and its source, as no other ones are called: a person allows other extensions what it names. */
function sharedLabel({ name, sourceId }: WorkgroupRef): string {
  const owner = credentialsOwner(credentialsOf(sourceId));
  return visibleText(l10n.t('{0} ({1}, {2})', name, owner, regionOfSource(sourceId)));
}

/** The credentials of a source that may not be read yet, from its id. */
function credentialsOf(sourceId: string): Credentials {
  const owner = sourceId.slice(0, sourceId.lastIndexOf('@'));
  const [, kind, name = ''] = /^(profile|identity):(.*)$/s.exec(owner) ?? [];
  return kind === 'profile' || kind === 'identity' ? { kind, name } : { kind: 'environment' };
}
