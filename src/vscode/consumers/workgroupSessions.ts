import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import type { Event } from '../../core/base/emitter.js';
import { Cancelled, UserError } from '../../core/base/userError.js';
import type { SessionChanges, SharedSession } from '../../core/connections/sharing/sharedSession.js';
import type { Sharing } from '../../core/connections/sharing/sharing.js';
import type { Commands } from '../doors/commands.js';

/** As package.json contributes it, and as other extensions ask for it. */
export const providerId = 'redshift-identity-center';

/**
 * Gives other extensions sessions through VS Code, which asks the person, remembers what they allowed, lists the accounts
 * and signs them out.
 */
export class WorkgroupSessions implements vscode.AuthenticationProvider {
  readonly onDidChangeSessions: Event<SessionChanges>;

  constructor(
    private readonly sharing: Sharing,
    private readonly commands: Pick<Commands, 'run'>,
  ) {
    this.onDidChangeSessions = sharing.onDidChange;
  }

  /** Those that were made before. Never asks anybody, and opens nothing. */
  async getSessions(scopes: readonly string[] | undefined): Promise<vscode.AuthenticationSession[]> {
    return [...(await this.sharing.sessions(scopes))];
  }

  /**
   * The person has said yes to VS Code. What goes wrong is shown with its action, since the other extension cannot
   * offer it; a retry that works is announced as a new session.
   */
  async createSession(scopes: readonly string[]): Promise<vscode.AuthenticationSession> {
    const outcome: { made?: SharedSession; failure: unknown } = { failure: new Cancelled() };
    await this.commands.run(async (task) => {
      try {
        outcome.made = await task.wait(l10n.t('Connecting another extension to Redshift'), () =>
          this.sharing.make(scopes, task.signal, task.isRetry),
        );
      } catch (error) {
        outcome.failure = error;
        throw error;
      }
    });
    if (outcome.made !== undefined) return outcome.made;
    throw new Error(sentenceFor(outcome.failure));
  }

  async removeSession(sessionId: string): Promise<void> {
    await this.sharing.remove(sessionId);
  }
}

/** What another extension hears of a failure: a sentence of ours, and nothing of what caused it. */
export function sentenceFor(failure: unknown): string {
  if (failure instanceof UserError || failure instanceof Cancelled) return failure.message;
  return l10n.t(
    'Something unexpected went wrong. The log of Redshift Serverless Identity Center says where.',
  );
}
