import { minuteMs } from '../base/duration.js';
import { fnv1a } from '../base/fnv1a.js';
import { atEnd, type RenewalNotes } from './renewalNotes.js';
import { leadTimeMs, type Token } from './token.js';

/** What happens at the lead time: a person is asked, the token is refreshed silently, or nothing. */
export type ExpiryAction = 'ask' | 'refresh' | 'nothing';

/** What a token's moment depends on beside the token. Times are AWS's. */
export interface DueContext {
  readonly now: number;
  readonly leadMinutes: number;
  readonly action: ExpiryAction;
  /** A token that had ended before is shown as expired, and nothing else happens. */
  readonly startedAt: number;
  /** When the person was last in this window. */
  readonly lastSeenAt: number;
  readonly notes: RenewalNotes;
  isSnoozed(token: Token): boolean;
  isSilent(token: Token): boolean;
}

/** What is to be done about a token, and when. */
export interface Step {
  readonly kind: 'ask' | 'refresh';
  readonly at: number;
}

/** A silent refresh comes up to so long before the lead time, so that a team does not call in the same second. */
const mostJitterMs = minuteMs;
/**
 * The longest pause between two tries: so long a dead token may last once the network is back. A later one was noted by a
 * clock that has been set back since.
 */
export const longestPauseMs = 2 * minuteMs;

/** The next step for a token, or undefined where nothing is to be done. */
export function nextStep(token: Token, context: DueContext): Step | undefined {
  const { now, leadMinutes, action, notes } = context;
  if (action === 'nothing' || token.expiresAt <= context.startedAt) return undefined;
  const leadMs = leadTimeMs(token, leadMinutes);
  const speakAt = token.expiresAt - leadMs;
  if (refreshesSilently(token, context)) {
    if (!isPersonAbout(token, context)) return undefined;
    const retryAt = notes.retries.get(token.id)?.at ?? 0;
    const early = jitter(token.id) * Math.min(mostJitterMs, leadMs);
    return { kind: 'refresh', at: Math.max(speakAt - early, retryAt > now + longestPauseMs ? 0 : retryAt) };
  }
  // Once at the lead time, and a second time at the end where the first was answered "Not now".
  if (context.isSnoozed(token))
    return notes.asked.includes(atEnd(token.id)) ? undefined : { kind: 'ask', at: token.expiresAt };
  return notes.asked.includes(token.id) ? undefined : { kind: 'ask', at: speakAt };
}

/** Whether nobody is asked about the token, unless refreshing it fails for good. */
export function refreshesSilently(
  token: Token,
  { action, notes, isSilent }: Pick<DueContext, 'action' | 'notes' | 'isSilent'>,
): boolean {
  const isWanted = action === 'refresh' || (action === 'ask' && isSilent(token));
  return isWanted && !notes.refused.includes(token.id);
}

/**
 * Whether the person was here during the token's life, or after its end within the time of another one: through a night
 * no token is renewed over and over.
 */
function isPersonAbout({ issuedAt, expiresAt }: Token, { now, lastSeenAt }: DueContext): boolean {
  return lastSeenAt >= Math.max(issuedAt, now - (expiresAt - issuedAt));
}

/** From 0 to 1, the same in every window. */
function jitter(id: string): number {
  return fnv1a(id) / 0xffffffff;
}
