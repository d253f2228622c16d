import * as l10n from '@vscode/l10n';
import { countdownText } from '../base/duration.js';
import { visibleText } from '../identity/shownText.js';
import type { TokenState } from '../tokens/token.js';
import type { EndpointState } from './endpointState.js';

/** What stands below a notebook's cell that connects through a local endpoint. */
export interface CellStatus {
  readonly text: string;
  readonly tooltip: string;
}

/** The workgroup and its token's time left; whether the cell can connect now. */
export function cellStatus(
  name: string,
  token: TokenState,
  endpoint: EndpointState,
  now: number,
): CellStatus {
  const workgroup = visibleText(name);
  const isOpen = endpoint.kind === 'open' || endpoint.kind === 'elsewhere';
  const words = isOpen ? tokenWords(token, now) : l10n.t('endpoint stopped');
  return {
    text: l10n.t('{0} · {1}', `$(key) ${workgroup}`, words),
    tooltip: isOpen
      ? l10n.t('This cell connects to {0} through the local endpoint. Click to refresh its token.', workgroup)
      : l10n.t('The local endpoint of {0} is not open. Click to get a token and open it.', workgroup),
  };
}

function tokenWords(state: TokenState, now: number): string {
  switch (state.kind) {
    case 'none':
      return l10n.t('no token');
    case 'expired':
      return l10n.t('expired');
    case 'valid':
    case 'expiring':
      return countdownText(state.token.expiresAt - now).trim();
  }
}
