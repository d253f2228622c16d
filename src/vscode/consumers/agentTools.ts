import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import type { AgentAnswer, AgentAnswers } from '../../core/tokens/agentAnswers.js';

/** As package.json contributes them. */
const toolNames = {
  list: 'redshift_idc_list_workgroups',
  status: 'redshift_idc_token_status',
  refresh: 'redshift_idc_refresh_token',
} as const;

/** Offers agents what they may know and do. Nothing is loaded or asked before one of them asks. */
export function registerAgentTools(answers: AgentAnswers): Disposable {
  const own = new Owner();
  own.add(
    vscode.lm.registerTool(toolNames.list, {
      prepareInvocation: () => ({ invocationMessage: l10n.t('Reading the Redshift workgroups') }),
      invoke: () => result(answers.list()),
    }),
  );
  own.add(
    vscode.lm.registerTool(toolNames.status, {
      prepareInvocation: () => ({ invocationMessage: l10n.t('Reading how the Redshift tokens stand') }),
      invoke: ({ input }) => result(answers.status(input)),
    }),
  );
  own.add(
    vscode.lm.registerTool(toolNames.refresh, {
      prepareInvocation: ({ input }) => {
        const question = answers.question(input);
        const invocationMessage = l10n.t('Refreshing the Redshift token');
        return question === undefined
          ? { invocationMessage }
          : { invocationMessage, confirmationMessages: question };
      },
      invoke: async ({ input }, token) => {
        const stop = new AbortController();
        const listening = token.onCancellationRequested(() => stop.abort());
        try {
          return result(await answers.refresh(input, stop.signal));
        } finally {
          listening.dispose();
        }
      },
    }),
  );
  return own;
}

function result(answer: AgentAnswer): vscode.LanguageModelToolResult {
  return new vscode.LanguageModelToolResult([new vscode.LanguageModelTextPart(JSON.stringify(answer))]);
}
