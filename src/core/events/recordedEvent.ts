import { asFields, asList, asNumber, asText, parseJson } from '../base/parse.js';
import type { WorkgroupRef } from '../sources/workgroup.js';

/** What can be recorded. `refused`: by AWS at a request for a token, or by Redshift at a login with one. */
const eventKinds = [
  'issued',
  'refreshed',
  'copied',
  'handedOut',
  'used',
  'revoked',
  'forgotten',
  'refused',
  'signedIn',
  'signedOut',
] as const;

type EventKind = (typeof eventKinds)[number];

/** One thing that happened to a token or to what opens a local endpoint. Holds no token, no key and no password. */
export interface RecordedEvent {
  /** In milliseconds since 1970, by the local clock. */
  readonly at: number;
  readonly kind: EventKind;
  /** Names, as AWS lists them; none where it is about a sign-in. */
  readonly workgroups: readonly string[];
  /** The client or the identity it is about, or who refused. Somebody else may have written it. */
  readonly who?: string | undefined;
  /** When the token ends, in milliseconds. */
  readonly until?: number | undefined;
  /** Several windows may see the same thing: it is shown once for each mark. */
  readonly mark?: string | undefined;
}

export function namesOf(refs: readonly WorkgroupRef[]): readonly string[] {
  return refs.map(({ name }) => name);
}

export function eventLine(event: RecordedEvent): string {
  return JSON.stringify({ v: 1, ...event });
}

/** Undefined where the line is torn, or not of this version. */
export function parseEventLine(line: string): RecordedEvent | undefined {
  const fields = asFields(parseJson(line));
  const at = asNumber(fields?.at);
  const kind = eventKinds.find((known) => known === fields?.kind);
  if (fields?.v !== 1 || at === undefined || kind === undefined) return undefined;
  const workgroups = asList(fields.workgroups)
    .map(asText)
    .filter((name) => name !== undefined);
  const [who, until, mark] = [asText(fields.who), asNumber(fields.until), asText(fields.mark)];
  return { at, kind, workgroups, who, until, mark };
}
