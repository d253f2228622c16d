import * as l10n from '@vscode/l10n';
import { countdownText, timeOfDay } from '../base/duration.js';
import type { UserError } from '../base/userError.js';
import type { Row } from '../sources/sourceRow.js';
import type { Workgroup, WorkgroupStatus } from '../sources/workgroup.js';
import { LoginRefusal } from './loginRefusals.js';
import type { TokenState } from './token.js';

/** The row of a workgroup: its token's time left, its state by icon and word. */
export function workgroupRow(
  workgroup: Workgroup,
  state: TokenState,
  refusal: UserError | undefined,
  now: number,
): Row {
  const status = statusWord(workgroup.status);
  const isTurnedAway = refusal instanceof LoginRefusal;
  const token = isTurnedAway ? l10n.t('refused by Redshift') : tokenWords(state, now);
  const reason = refusal === undefined || isTurnedAway ? '' : l10n.t('no token: {0}', refusal.message);
  const description = [token, status, reason].filter(Boolean).join(' · ');
  return {
    label: workgroup.name,
    description,
    icon: rowIcon(workgroup.status, state, refusal),
    tooltip: tooltip(workgroup, state, refusal),
    contextValue: [
      'workgroup',
      state.kind === 'none' ? 'withoutToken' : 'withToken',
      workgroup.status === 'GIVEN' ? 'given' : 'listed',
    ].join(' '),
    spoken: l10n.t(
      'Workgroup {0}, {1}',
      workgroup.name,
      description === '' ? l10n.t('no token') : description,
    ),
    action: undefined,
  };
}

function tokenWords(state: TokenState, now: number): string {
  switch (state.kind) {
    case 'none':
      return '';
    case 'valid':
      return countdownText(state.token.expiresAt - now).trim();
    case 'expiring':
      return l10n.t('{0}, expiring', countdownText(state.token.expiresAt - now).trim());
    case 'expired':
      return l10n.t('expired');
  }
}

function rowIcon(
  status: WorkgroupStatus,
  state: TokenState,
  refusal: UserError | undefined,
): NonNullable<Row['icon']> {
  if (refusal instanceof LoginRefusal) return { name: 'circle-slash', color: 'list.errorForeground' };
  if (state.kind === 'expired') return { name: 'error', color: 'list.errorForeground' };
  if (state.kind === 'expiring') return { name: 'clock', color: 'list.warningForeground' };
  if (state.kind === 'valid') return { name: 'key', color: 'charts.green' };
  if (refusal !== undefined) return { name: 'circle-slash', color: 'list.warningForeground' };
  return { name: status === 'AVAILABLE' || status === 'GIVEN' ? 'database' : 'sync' };
}

/** Said only where it is not the usual one. */
function statusWord(status: WorkgroupStatus): string {
  switch (status) {
    case 'AVAILABLE':
      return '';
    case 'CREATING':
      return l10n.t('being created');
    case 'MODIFYING':
      return l10n.t('being modified');
    case 'DELETING':
      return l10n.t('being deleted');
    case 'GIVEN':
      return l10n.t('given');
    case 'UNKNOWN':
      return l10n.t('status unknown');
  }
}

function network(isPublic: boolean | undefined): string {
  if (isPublic === undefined) return '';
  return isPublic ? l10n.t('public') : l10n.t('private: reachable only from its VPC');
}

function tooltip(workgroup: Workgroup, state: TokenState, refusal: UserError | undefined): string {
  const { endpoint, namespaceName, baseCapacity, maxCapacity } = workgroup;
  const capacity =
    baseCapacity === undefined
      ? ''
      : maxCapacity === undefined
        ? l10n.t('{0} RPU', baseCapacity)
        : l10n.t('{0} to {1} RPU', baseCapacity, maxCapacity);
  const facts: [string, string][] = [
    [l10n.t('Namespace'), namespaceName ?? ''],
    [l10n.t('Endpoint'), endpoint === undefined ? '' : `${endpoint.host}:${String(endpoint.port)}`],
    [l10n.t('Status'), statusWord(workgroup.status) || l10n.t('available')],
    [l10n.t('Capacity'), capacity],
    [l10n.t('Network'), network(workgroup.isPublic)],
    [l10n.t('Token'), tokenUntil(state)],
    [l10n.t('Refused'), refusal?.message ?? ''],
  ];
  const lines = facts.filter(([, value]) => value !== '').map(([name, value]) => `${name}: ${value}`);
  if (workgroup.hasEnhancedVpcRouting) {
    lines.push(
      l10n.t(
        'Enhanced VPC routing: logins need the sso-oauth and identitystore interface endpoints in its VPC.',
      ),
    );
  }
  return lines.join('\n\n');
}

function tokenUntil(state: TokenState): string {
  if (state.kind === 'none') return '';
  const { expiresAt, workgroups } = state.token;
  const end = timeOfDay(expiresAt);
  if (state.kind === 'expired') return l10n.t('expired at {0}', end);
  return workgroups.length === 1
    ? l10n.t('until {0}', end)
    : l10n.t('until {0}, shared by {1} workgroups', end, workgroups.length);
}
