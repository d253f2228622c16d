import * as l10n from '@vscode/l10n';
import { countdownText, timeOfDay } from '../../base/duration.js';
import type { UserError } from '../../base/userError.js';
import { visibleText } from '../../identity/shownText.js';
import type { TokenState } from '../../tokens/token.js';
import type { EndpointState } from '../endpoint/endpointState.js';

/** What stands below a notebook's cell that connects through a local endpoint. */
export interface CellStatus {
  readonly text: string;
  readonly tooltip: string;
  /** What a click does: `connect` gets or refreshes the token and opens the endpoint, `insert` writes a cell anew. */
  readonly click: 'connect' | 'insert';
}

type Said = Readonly<Record<'words' | 'tooltip', string>>;

/** The workgroup and its token's time left, or why the cell cannot connect now. */
export function cellStatus(
  name: string,
  token: TokenState,
  refusal: UserError | undefined,
  endpoint: EndpointState,
  now: number,
): CellStatus {
  const { words, tooltip } = said(token, refusal, endpoint, now);
  return { text: l10n.t('{0} · {1}', label(name), words), tooltip, click: 'connect' };
}

/** Of a cell whose user the local endpoints do not know: it was revoked, or the cell was made on another computer. */
export function strangeCellStatus(name: string): CellStatus {
  return {
    text: l10n.t('{0} · {1}', label(name), l10n.t('cannot log in')),
    tooltip: l10n.t(
      'The user in this cell was revoked, or the cell was made on another computer. Click to insert the connection anew.',
    ),
    click: 'insert',
  };
}

function label(name: string): string {
  return `$(key) ${visibleText(name)}`;
}

function said(token: TokenState, refusal: UserError | undefined, endpoint: EndpointState, now: number): Said {
  switch (endpoint.kind) {
    case 'stopped':
      return {
        words: l10n.t('endpoint stopped'),
        tooltip: l10n.t('The local endpoint is not open. Click to get a token and open it.'),
      };
    case 'opening':
      return { words: l10n.t('endpoint opening'), tooltip: l10n.t('The local endpoint is about to open.') };
    case 'blocked':
      return {
        words: l10n.t('port {0} taken', String(endpoint.port)),
        tooltip: l10n.t(
          'Another program listens on port {0}, so the local endpoint is shut. Close that program, then click to open it.',
          String(endpoint.port),
        ),
      };
    case 'open':
    case 'elsewhere':
      return refusal === undefined ? tokenSaid(token, now) : refused(refusal);
  }
}

/** What a refusal says comes first: the time that a token has left is of no use to its workgroup. */
function refused({ message }: UserError): Said {
  return { words: l10n.t('refused'), tooltip: l10n.t('{0} Click to try again.', message) };
}

function tokenSaid(state: TokenState, now: number): Said {
  switch (state.kind) {
    case 'none':
      return { words: l10n.t('no token'), tooltip: l10n.t('There is no token. Click to get one.') };
    case 'expired':
      return {
        words: l10n.t('expired'),
        tooltip: l10n.t(
          'The token expired at {0}. Click to get a new one.',
          timeOfDay(state.token.expiresAt),
        ),
      };
    case 'valid':
    case 'expiring':
      return {
        words: countdownText(state.token.expiresAt - now).trim(),
        tooltip: l10n.t(
          'This cell connects until {0}. Click to refresh the token.',
          timeOfDay(state.token.expiresAt),
        ),
      };
  }
}
