import * as l10n from '@vscode/l10n';
import { terminalClient } from '../../core/connections/endpoint/keptPasswords.js';
import type { LocalConnections } from '../../core/connections/endpoint/localConnections.js';
import { terminalEnvironment, variablesInTheWay } from '../../core/connections/terminalEnvironment.js';
import type { Task } from '../doors/commands.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';
import type { TerminalVariables } from './terminalVariables.js';

/** A variable of a new terminal; null takes out what VS Code itself was started with. */
export type TerminalValues = Readonly<Record<string, string | null>>;

/** Opens a terminal and shows it. Resolves once its shell has been started. */
export type TerminalStarter = (name: string, values: TerminalValues) => Promise<void>;

/** The command for who works with psql. */
export class TerminalCommands {
  constructor(
    private readonly chosen: Pick<ChosenWorkgroups, 'one'>,
    private readonly connections: Pick<LocalConnections, 'open' | 'giveKept'>,
    private readonly variables: Pick<TerminalVariables, 'startWithout'>,
    private readonly start: TerminalStarter,
  ) {}

  /** Opens a terminal in which `psql` alone is enough: the token is got and the endpoint open before it is shown. */
  async open(task: Task, args: readonly unknown[]): Promise<void> {
    const workgroup = await this.chosen.one(task, args, l10n.t('Open Connected Terminal'));
    const { name } = workgroup;
    const connection = await task.wait(l10n.t('Connecting a terminal to {0}', name), async () => {
      await this.connections.open([workgroup], task.signal, task.isRetry);
      return this.connections.giveKept(workgroup, terminalClient, task.signal);
    });
    const values: TerminalValues = {
      ...Object.fromEntries(variablesInTheWay.map((variable) => [variable, null])),
      ...terminalEnvironment(connection),
    };
    await this.variables.startWithout(() => this.start(l10n.t('Redshift: {0}', name), values));
  }
}
