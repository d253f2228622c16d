import * as vscode from 'vscode';
import type { RedshiftIdentityCenterApi } from '../api.js';
import type { Owner } from '../core/base/disposable.js';
import { inBackground } from '../core/base/log.js';
import { SharedWorkgroups } from '../core/connections/sharedWorkgroups.js';
import { Sharing } from '../core/connections/sharing.js';
import { AgentAnswers } from '../core/tokens/agentAnswers.js';
import { AgentWorkgroups } from '../core/tokens/agentWorkgroups.js';
import { extensionApi } from '../core/tokens/tokenStates.js';
import { registerAgentTools } from '../vscode/consumers/agentTools.js';
import { sharedApi } from '../vscode/consumers/extensionApi.js';
import { providerId, WorkgroupSessions } from '../vscode/consumers/workgroupSessions.js';
import { settings } from '../vscode/doors/settings.js';
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
      tokensRead: read,
      clock,
      log,
      restrictions,
    }),
  );
  if (restrictions.canShare) {
    const sessions = new WorkgroupSessions(sharing, commands);
    const label = 'Redshift Serverless';
    own.add(
      vscode.authentication.registerAuthenticationProvider(providerId, label, sessions, {
        supportsMultipleAccounts: true,
      }),
    );
  } else inBackground(log, sharing.revokeForbidden());
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
    clock,
    () => commands.hasPersonWaiting,
    restrictions,
    log,
  );
  if (restrictions.canUseAgentTools) own.add(registerAgentTools(answers));
  return { sharing, api: sharedApi(extensionApi(held, clock, settings.leadMinutes), sharing, log) };
}
