import * as l10n from '@vscode/l10n';
import { countdownText, timeOfDay } from '../base/duration.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import { workgroupNames } from '../sources/workgroupNames.js';
import { byExpiry, tokenState, type Token, type TokenState } from './token.js';
import { TokenIndex } from './tokenIndex.js';

/** What the status bar item shows. */
export interface StatusBar {
  readonly text: string;
  /** Changes only when a state does: a changed tooltip closes an open hover. */
  readonly tooltip: string;
  readonly background: 'none' | 'warning' | 'error';
  /** What a screen reader says; without the seconds, or it would never be silent. */
  readonly spoken: string;
}

/**
 * The item's content, or undefined where nothing is ticked or held.
 *
 * @param notes what the tooltip says besides: where tokens are kept, when sign-ins end
 */
export function statusBar(
  tokens: readonly Token[],
  ticked: readonly WorkgroupRef[],
  now: number,
  leadMinutes: number,
  notes: readonly string[] = [],
): StatusBar | undefined {
  const current = TokenIndex.of(tokens);
  const needed = new Set(ticked.map((ref) => current.tokenOf(ref)));
  const alive = tokens.filter((token) => now < token.expiresAt || needed.has(token));
  // A dead token that no ticked workgroup needs hides no other; but it is said where there is no other.
  const shown = [...(alive.length === 0 && ticked.length === 0 ? tokens : alive)].sort(byExpiry);
  const [first, ...others] = shown;
  if (first === undefined) return ticked.length === 0 ? undefined : withoutToken(ticked, notes);
  const state = tokenState(first, now, leadMinutes);
  const left = state.kind === 'expired' ? l10n.t('expired') : countdownText(first.expiresAt - now);
  const more = others.length === 0 ? '' : ` +${String(others.length)}`;
  return {
    text: `$(key) ${left}${more}`,
    tooltip: [...shown.map((token) => tooltipLine(token, now)), ...notes].join('\n\n'),
    background: background(state.kind, needed.has(first)),
    spoken: tooltipLine(first, now),
  };
}

function background(state: TokenState['kind'], isNeeded: boolean): StatusBar['background'] {
  if (state === 'expired') return isNeeded ? 'error' : 'none';
  return state === 'expiring' ? 'warning' : 'none';
}

function withoutToken(ticked: readonly WorkgroupRef[], notes: readonly string[]): StatusBar {
  const spoken = l10n.t('No Redshift token for {0}', workgroupNames(ticked));
  const tooltip = [spoken, ...notes].join('\n\n');
  return { text: `$(key) ${l10n.t('no token')}`, tooltip, background: 'none', spoken };
}

function tooltipLine({ workgroups, expiresAt }: Token, now: number): string {
  const names = workgroupNames(workgroups);
  const end = timeOfDay(expiresAt);
  return now < expiresAt
    ? l10n.t('Redshift token for {0}: until {1}', names, end)
    : l10n.t('Redshift token for {0}: expired at {1}', names, end);
}
