import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { RedshiftIdentityCenterApi } from '../api.js';
import type { Owner } from '../core/base/disposable.js';
import { SharedWorkgroups } from '../core/connections/sharing/sharedWorkgroups.js';
import { Sharing } from '../core/connections/sharing/sharing.js';
import { AgentAnswers } from '../core/tokens/agentAnswers.js';
import { AgentWorkgroups } from '../core/tokens/agentWorkgroups.js';
import { extensionApi } from '../core/tokens/tokenStates.js';
import { registerAgentTools } from '../vscode/consumers/agentTools.js';
import { sharedApi } from '../vscode/consumers/extensionApi.js';
import { providerId, WorkgroupSessions } from '../vscode/consumers/workgroupSessions.js';
import { settings } from '../vscode/doors/settings.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import type { Edges } from './edges.js';
import type { LocalEndpoints } from './endpoints.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

export type Consumers = ReturnType<typeof makeConsumers>;

/** What other extensions and agents are given. Nothing is read or opened before one of them asks. */
export function makeConsumers(
  own: Owner,
  { clock, log, managed, commands }: Edges,
  { list, catalogue, selection }: Sources,
  { held, service, refusals, read }: Tokens,
  { records, endpoints, local }: LocalEndpoints,
): { sharing: Sharing; api: RedshiftIdentityCenterApi } {
  const { restrictions } = managed;
  const sharing = own.add(
    new Sharing({
      records,
      endpoints,
      connections: local,
      workgroups: new SharedWorkgroups(list, catalogue, held),
      held,
      // Where they cannot be read there are none, and that is said elsewhere.
      tokensRead: () => read().catch(() => undefined),
      clock,
      log,
      restrictions,
    }),
  );
  const sessions = new WorkgroupSessions(sharing, commands);
  const label = l10n.t('Redshift Serverless Identity Center');
  own.add(
    vscode.authentication.registerAuthenticationProvider(providerId, label, sessions, {
      supportsMultipleAccounts: true,
    }),
  );
  const workgroups = new AgentWorkgroups(
    list,
    catalogue,
    selection,
    held,
    refusals,
    clock,
    settings.leadMinutes,
  );
  const answers = new AgentAnswers(
    workgroups,
    service,
    systemClock,
    () => commands.hasPersonWaiting,
    restrictions,
    log,
  );
  own.add(registerAgentTools(answers));
  return { sharing, api: sharedApi(extensionApi(held, clock, settings.leadMinutes), sharing, log) };
}
