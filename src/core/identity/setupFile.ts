import * as l10n from '@vscode/l10n';
import { asFields, asList, parseJson, type Fields } from '../base/parse.js';
import {
  managedSentences,
  noRestrictions,
  parseRestrictions,
  strictest,
  type Restrictions,
} from '../base/restrictions.js';
import { parseSourceSettings, type Source } from '../sources/source.js';
import type { IdentityEntry } from './identity.js';
import { parseIdentitySettings } from './identitySettings.js';

/** A larger file is not read: no set-up comes near it. */
export const maxSetupBytes = 1024 * 1024;

/** What a set-up file says: its identities and sources are in the shape of the settings of that name. */
export interface Setup {
  readonly identities: readonly IdentityEntry[];
  readonly sources: readonly Source[];
  /** The strictest where they cannot be read. */
  readonly restrictions: Restrictions;
  /** A sentence for each thing that does not count. */
  readonly problems: readonly string[];
}

export type ParsedSetup =
  ({ readonly kind: 'read' } & Setup) | { readonly kind: 'broken'; readonly problem: string };

const version = 1;
const ownFields: readonly string[] = ['version', 'identities', 'sources', 'restrictions'];

/** Reads a set-up file's text, as a person imports it. */
export function parseSetup(text: string): ParsedSetup {
  const fields = fieldsOf(text);
  return typeof fields === 'string'
    ? { kind: 'broken', problem: l10n.t('The set-up file cannot be read: {0}.', fields) }
    : {
        kind: 'read',
        ...parseFields(fields, l10n.t('the set-up file'), l10n.t('the sources of the set-up file')),
      };
}

/** What was found at the machine-wide place. */
export type MachineFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'unreadable'; readonly why: string };

/** The machine-wide set-up. It counts for everybody, and where it is not understood, the strictest counts. */
export interface MachineSetup extends Setup {
  readonly kind: 'none' | 'read' | 'broken';
  /**
   * Whether the restrictions are what the administrator wrote, and not the strictest in their place. Only then may
   * anything that is stored be deleted for them: a letter wrong in the file must not sign everybody out.
   */
  readonly isUnderstood: boolean;
}

export function machineSetup(file: MachineFile): MachineSetup {
  if (file.kind === 'absent') {
    return { ...emptySetup(noRestrictions, []), kind: 'none', isUnderstood: true };
  }
  const fields = file.kind === 'text' ? fieldsOf(file.text) : file.why;
  if (typeof fields === 'string') {
    const problem = l10n.t(
      "Managed by your organisation: the computer's set-up file cannot be read ({0}), so all that it can forbid is forbidden. Tell your administrator.",
      fields,
    );
    return { ...emptySetup(strictest, [problem]), kind: 'broken', isUnderstood: false };
  }
  const setup = parseFields(
    fields,
    l10n.t("the computer's set-up file"),
    l10n.t("the sources of the computer's set-up file"),
  );
  const sources = setup.sources.map((source) => ({ ...source, isManaged: true }));
  // A field that is not known may be a restriction with a letter wrong.
  const isUnderstood =
    unknownFields(fields).length === 0 && parseRestrictions(fields.restrictions).kind === 'read';
  const restrictions = isUnderstood ? setup.restrictions : strictest;
  return { kind: 'read', isUnderstood, ...setup, sources, restrictions };
}

function emptySetup(restrictions: Restrictions, problems: readonly string[]): Setup {
  return { identities: [], sources: [], restrictions, problems };
}

/** What is said above the tree of a machine-wide set-up: what is wrong with it, and what it forbids. */
export function managedMessages({ kind, problems, restrictions }: MachineSetup): readonly string[] {
  // The sentence of a broken one says that all is forbidden.
  return kind === 'broken' ? problems : [...problems, ...managedSentences(restrictions)];
}

/** The fields of a set-up of the version that is understood, or why there are none. */
function fieldsOf(text: string): Fields | string {
  if (text.length > maxSetupBytes) return tooLarge();
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  if (value === undefined) return l10n.t('it is not JSON in UTF-8');
  const fields = asFields(value);
  if (fields === undefined) return l10n.t('it is not a JSON object');
  if (fields.version === undefined) return l10n.t('it has no "version"');
  if (fields.version !== version) {
    return l10n.t('its "version" is not {0}, the only one that this extension knows', version);
  }
  return fields;
}

/** Why a file that is too large cannot be read. */
export function tooLarge(): string {
  return l10n.t('it is larger than 1 MB');
}

/** @param sourcesWhere the list of sources, as a sentence names it: their entries have no names */
function parseFields(fields: Fields, where: string, sourcesWhere: string): Setup {
  const { identities: identityEntries = [], sources: sourceEntries = [] } = fields;
  const identities = parseIdentitySettings(asList(identityEntries), where);
  const sources = parseSourceSettings(asList(sourceEntries), sourcesWhere);
  const restrictions = parseRestrictions(fields.restrictions);
  return {
    identities: identities.identities,
    sources: sources.sources,
    restrictions: restrictions.kind === 'read' ? restrictions.restrictions : strictest,
    problems: [
      ...unknownFields(fields).map((name) => l10n.t('"{0}" of {1} is not known.', name, where)),
      ...(Array.isArray(identityEntries) ? [] : [noList('identities', where)]),
      ...(Array.isArray(sourceEntries) ? [] : [noList('sources', where)]),
      ...identities.problems,
      ...sources.problems,
      ...(restrictions.kind === 'read'
        ? []
        : [l10n.t('The restrictions of {0} cannot be read: {1}.', where, restrictions.why)]),
    ],
  };
}

function noList(name: string, where: string): string {
  return l10n.t('"{0}" of {1} is not a list.', name, where);
}

function unknownFields(fields: Fields): readonly string[] {
  return Object.keys(fields).filter((name) => !ownFields.includes(name));
}
