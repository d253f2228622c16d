/** How one thing stands; `skipped` is what could not be looked at, because of something that is said elsewhere. */
export type Verdict = 'ok' | 'warning' | 'failed' | 'skipped';

/** One line of a diagnosis. */
export interface Finding {
  readonly title: string;
  readonly verdict: Verdict;
  /** What was found. */
  readonly text: string;
  /** What to do about it; there for every warning and failure. */
  readonly next?: string;
}

export function ok(title: string, text: string): Finding {
  return { title, verdict: 'ok', text };
}

export function skipped(title: string, text: string): Finding {
  return { title, verdict: 'skipped', text };
}

export function warning(title: string, text: string, next: string): Finding {
  return { title, verdict: 'warning', text, next };
}

export function failed(title: string, text: string, next: string): Finding {
  return { title, verdict: 'failed', text, next };
}
