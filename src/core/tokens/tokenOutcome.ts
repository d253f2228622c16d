import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import { workgroupNames } from '../sources/workgroupNames.js';

interface Failure {
  readonly workgroup: WorkgroupRef;
  readonly reason: UserError;
}

/** What a request for tokens came to; every workgroup is in one of the lists. */
export interface TokenOutcome {
  readonly granted: readonly WorkgroupRef[];
  /** AWS gives none for these. */
  readonly refused: readonly Failure[];
  /** These were not asked for, or not to the end, because something stopped the search. */
  readonly notTried: readonly Failure[];
}

export function mergeOutcomes(outcomes: readonly TokenOutcome[]): TokenOutcome {
  return {
    granted: outcomes.flatMap(({ granted }) => granted),
    refused: outcomes.flatMap(({ refused }) => refused),
    notTried: outcomes.flatMap(({ notTried }) => notTried),
  };
}

/** One sentence for all that failed, with the first one's action; undefined where nothing did. */
export function outcomeError({ granted, refused, notTried }: TokenOutcome): UserError | undefined {
  const failures = [...refused, ...notTried];
  const [first] = failures;
  if (first === undefined) return undefined;
  const total = granted.length + failures.length;
  const alike = failures.filter(({ reason }) => reason.message === first.reason.message);
  // A refusal that concerns the caller speaks for the whole set.
  if (granted.length === 0 && alike.length === failures.length) return first.reason;
  const count = l10n.t('{0} of {1} workgroups have a token.', granted.length, total);
  const names = workgroupNames(alike.map(({ workgroup }) => workgroup));
  const { message } = first.reason;
  // Most reasons name their workgroup already.
  const why = message.includes(names) ? message : `${names}: ${message}`;
  const others = failures.length - alike.length;
  const rest = others === 0 ? '' : othersFailed(others);
  return new UserError([count, why, rest].filter(Boolean).join(' '), first.reason.action, {
    cause: first.reason,
  });
}

/** Throws {@link outcomeError} where anything failed. */
export function throwFailures(outcome: TokenOutcome): void {
  const error = outcomeError(outcome);
  if (error !== undefined) throw error;
}

function othersFailed(count: number): string {
  return count === 1
    ? l10n.t('Another one failed too; its row says why.')
    : l10n.t('{0} others failed too; their rows say why.', count);
}

/** Whether an entry is a failure. */
export function hasReason<T extends { readonly reason: UserError | undefined }>(
  entry: T,
): entry is T & { readonly reason: UserError } {
  return entry.reason !== undefined;
}
