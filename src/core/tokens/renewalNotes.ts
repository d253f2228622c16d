import { asFields, asList, asNumber, asText } from '../base/parse.js';

/** How often a silent refresh failed for a reason that passes, and when the next one may be tried, by AWS's clock. */
export interface Retry {
  readonly failures: number;
  readonly at: number;
}

/** What the windows of a machine tell each other about tokens, by id; the ids are random and open nothing. */
export interface RenewalNotes {
  /** A person was asked: by id, and at the end once more after "Not now" (see {@link atEnd}). */
  readonly asked: readonly string[];
  /** No silent refresh is tried again: a person is needed, or AWS has refused for good. */
  readonly refused: readonly string[];
  readonly retries: ReadonlyMap<string, Retry>;
}

export const noNotes: RenewalNotes = { asked: [], refused: [], retries: new Map() };

/** The newest of each kind; what is older is of tokens that have long ended. */
const mostKept = 100;

/** Under what name the second question about a token is noted. */
export function atEnd(id: string): string {
  return `${id}/end`;
}

/** Both together; of retries the other's, which is what was written last. */
export function mergeNotes(own: RenewalNotes, other: RenewalNotes): RenewalNotes {
  return {
    asked: newest([...own.asked, ...other.asked]),
    refused: newest([...own.refused, ...other.refused]),
    retries: new Map([...own.retries, ...other.retries].slice(-mostKept)),
  };
}

export function withAsked(notes: RenewalNotes, names: readonly string[]): RenewalNotes {
  return { ...notes, asked: newest([...notes.asked, ...names]) };
}

export function withRefused(notes: RenewalNotes, id: string): RenewalNotes {
  return { ...withoutRetry(notes, id), refused: newest([...notes.refused, id]) };
}

export function withRetry(notes: RenewalNotes, id: string, retry: Retry): RenewalNotes {
  return { ...notes, retries: new Map([...withoutRetry(notes, id).retries, [id, retry]]) };
}

export function withoutRetry(notes: RenewalNotes, id: string): RenewalNotes {
  return { ...notes, retries: new Map([...notes.retries].filter(([key]) => key !== id)) };
}

/** As plain JSON. */
export function notesFields({ asked, refused, retries }: RenewalNotes): object {
  return { asked, refused, retries: Object.fromEntries(retries) };
}

/** What another window has written; what cannot be read of it was not said. */
export function parseNotes(value: unknown): RenewalNotes {
  const fields = asFields(value);
  const ids = (list: unknown): readonly string[] =>
    newest(
      asList(list)
        .map(asText)
        .filter((id) => id !== undefined),
    );
  const retries = Object.entries(asFields(fields?.retries) ?? {}).flatMap(([id, entry]) => {
    const failures = asNumber(asFields(entry)?.failures);
    const at = asNumber(asFields(entry)?.at);
    return failures === undefined || at === undefined ? [] : [[id, { failures, at }] as const];
  });
  return {
    asked: ids(fields?.asked),
    refused: ids(fields?.refused),
    retries: new Map(retries.slice(-mostKept)),
  };
}

function newest(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].slice(-mostKept);
}
