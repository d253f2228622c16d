import * as l10n from '@vscode/l10n';

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;

/** From here on the countdown shows seconds. */
const secondsShownBelowMs = 2 * minuteMs;

/** A space as wide as a digit, so that the status bar does not move when a digit goes. */
const figureSpace = '\u2007';

/** Time left as the status bar shows it: "52 min", from two minutes on "1:58". */
export function countdownText(leftMs: number): string {
  if (leftMs > secondsShownBelowMs) {
    return l10n.t('{0} min', String(Math.ceil(leftMs / minuteMs)).padStart(2, figureSpace));
  }
  const seconds = Math.max(0, Math.ceil(leftMs / secondMs));
  return `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}

/** How long until {@link countdownText} changes. */
export function untilCountdownChangesMs(leftMs: number): number {
  const stepMs = leftMs > secondsShownBelowMs ? minuteMs : secondMs;
  const rest = leftMs % stepMs;
  return rest === 0 ? stepMs : rest;
}

/** Time left in a sentence: "5 minutes", "40 seconds". */
export function durationWords(ms: number): string {
  if (ms >= 2 * minuteMs - secondMs / 2) return l10n.t('{0} minutes', Math.round(ms / minuteMs));
  if (ms >= minuteMs - secondMs / 2 && ms < minuteMs + secondMs / 2) return l10n.t('1 minute');
  return l10n.t('{0} seconds', Math.max(0, Math.round(ms / secondMs)));
}

/** A time of day as the person's language writes it. */
export function timeOfDay(ms: number): string {
  return new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' }).format(ms);
}

/** The same, with its date where that is not today's. */
export function timeAndDay(ms: number, now: number): string {
  if (new Date(ms).toDateString() === new Date(now).toDateString()) return timeOfDay(ms);
  const parts = { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return new Intl.DateTimeFormat(undefined, parts).format(ms);
}

/** A time to the minute, with its zone: for comparing clocks that may be hours apart. */
export function utcTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
