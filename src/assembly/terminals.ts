import type * as vscode from 'vscode';
import type { Owner } from '../core/base/disposable.js';
import { settings } from '../vscode/doors/settings.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import { startTerminal } from '../vscode/terminals/startTerminal.js';
import { TerminalCommands } from '../vscode/terminals/terminalCommands.js';
import { TerminalVariables } from '../vscode/terminals/terminalVariables.js';
import type { Edges } from './edges.js';
import type { LocalEndpoints } from './endpoints.js';
import type { Sources } from './sources.js';
import type { View } from './view.js';

export type Terminals = ReturnType<typeof makeTerminals>;

/** Terminals in which psql connects by itself. */
export function makeTerminals(
  own: Owner,
  { log }: Edges,
  { selection }: Sources,
  { chosen }: View,
  { endpoints, records, handOuts, local }: LocalEndpoints,
  collection: vscode.EnvironmentVariableCollection,
) {
  const variables = own.add(
    new TerminalVariables(
      collection,
      () => settings.terminalEnvironment() === 'localEndpoint',
      endpoints,
      records,
      handOuts,
      selection,
      local,
      log,
    ),
  );
  const start = (name: string, values: Parameters<typeof startTerminal>[1]): Promise<void> =>
    startTerminal(name, values, systemClock);
  return { variables, terminalCommands: new TerminalCommands(chosen, local, variables, start) };
}
