import * as l10n from '@vscode/l10n';
import { timeAndDay } from '../../base/duration.js';
import { visibleText } from '../../identity/shownText.js';
import type { Row } from '../../sources/sourceRow.js';
import type { EndpointState } from './endpointState.js';
import type { HandOut } from './handOut.js';

/** What a workgroup's row shows of its local endpoint. */
export interface EndpointFacts {
  readonly state: EndpointState;
  readonly handOuts: readonly HandOut[];
  /** Whether the window works on another machine than the one in front of the person. */
  readonly isRemote: boolean;
}

/** The row of a workgroup, with its local endpoint: the same where there is nothing to say of one. */
export function withEndpoint(row: Row, facts: EndpointFacts, now: number): Row {
  const { state, handOuts } = facts;
  const words = stateWords(state);
  const lines = [...stateLines(facts), ...handOuts.map((handOut) => handOutLine(handOut, state, now))];
  const marks = [
    state.kind === 'stopped' || state.kind === 'opening' ? '' : contextValues[state.kind],
    handOuts.length > 0 ? 'withHandOuts' : '',
  ];
  return {
    ...row,
    description: [row.description, words].filter(Boolean).join(' · '),
    tooltip: [row.tooltip ?? '', ...lines].filter(Boolean).join('\n\n') || undefined,
    contextValue: [row.contextValue, ...marks].filter(Boolean).join(' '),
    spoken: words === '' ? row.spoken : `${row.spoken}, ${words}`,
  };
}

const contextValues = { open: 'endpoint', elsewhere: 'endpointElsewhere', blocked: 'endpointBlocked' };

function stateWords(state: EndpointState): string {
  switch (state.kind) {
    case 'stopped':
      return '';
    case 'opening':
      return l10n.t('endpoint opening');
    case 'elsewhere':
      return l10n.t('endpoint open in another window');
    case 'blocked':
      return l10n.t('endpoint: port {0} taken', String(state.port));
    case 'open':
      return openWords(state.sessions.length);
  }
}

function openWords(sessions: number): string {
  if (sessions === 0) return l10n.t('endpoint');
  return sessions === 1 ? l10n.t('endpoint, 1 session') : l10n.t('endpoint, {0} sessions', sessions);
}

function stateLines({ state, isRemote }: EndpointFacts): readonly string[] {
  switch (state.kind) {
    case 'stopped':
    case 'opening':
      return [];
    case 'elsewhere':
      return [
        l10n.t('Local endpoint: port {0}, open in another window of VS Code', String(state.port)),
        ...(isRemote ? [forwarding(state.port)] : []),
      ];
    case 'blocked':
      return [
        l10n.t(
          'Local endpoint: shut, since another program listens on port {0}. Close that program, then connect again.',
          String(state.port),
        ),
      ];
    case 'open':
      return [
        state.isSocketOnly
          ? l10n.t('Local endpoint: its socket alone (port {0} in its name)', String(state.port))
          : l10n.t('Local endpoint: 127.0.0.1:{0}', String(state.port)),
        ...(state.socketFolder === undefined
          ? []
          : [l10n.t('Socket folder: {0}', visibleText(state.socketFolder))]),
        ...(isRemote && !state.isSocketOnly ? [forwarding(state.port)] : []),
      ];
  }
}

function forwarding(port: number): string {
  return l10n.t(
    'From your own computer: forward port {0} in the Ports view, and connect to the address it shows there.',
    String(port),
  );
}

function handOutLine({ user, client, madeAt }: HandOut, state: EndpointState, now: number): string {
  const sessions =
    state.kind === 'open' ? state.sessions.filter((session) => session.user === user).length : 0;
  const who = l10n.t(
    '{0}: user {1}, since {2}',
    visibleText(client),
    visibleText(user),
    timeAndDay(madeAt, now),
  );
  if (sessions === 0) return who;
  return sessions === 1 ? l10n.t('{0}, 1 session', who) : l10n.t('{0}, {1} sessions', who, sessions);
}
