import * as vscode from 'vscode';
import type { RedshiftIdentityCenterApi } from '../../src/api.js';
import { until, within } from './until.js';

const id = 'redshift-identity-center.redshift-identity-center';

/** The manifest, as far as tests read it. */
interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] };
}

/** The extension as VS Code sees it. It throws where VS Code does not find it. */
export function extension(): vscode.Extension<RedshiftIdentityCenterApi> {
  const found = vscode.extensions.getExtension<RedshiftIdentityCenterApi>(id);
  if (found === undefined) throw new Error(`VS Code does not know ${id}.`);
  return found;
}

/** The commands that the manifest contributes. */
export function contributedCommands(): readonly string[] {
  const { contributes } = extension().packageJSON as Manifest;
  return contributes.commands.map(({ command }) => command);
}

/** How the tokens stand: one line a workgroup. */
export function tokenStates(): readonly string[] {
  const states = extension().exports.tokenStates();
  return states.map(({ workgroupName, state }) => `${workgroupName} ${state}`).sort();
}

export async function setSetting(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('redshiftIdc')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** Runs a command of the extension to its end. */
export async function run(command: string, ...args: readonly unknown[]): Promise<void> {
  const limitMs = 15_000;
  const ended = await within(
    limitMs,
    Promise.resolve(vscode.commands.executeCommand(command, ...args)).then(() => true),
  );
  if (ended !== true) throw new Error(`${command} had not ended after ${limitMs / 1000} s.`);
}

/** Forgets all as a key binding may: VS Code shows no test the question that is asked else. */
export async function forgetAll(): Promise<void> {
  await run('redshiftIdc.forgetAllTokens', { asks: false });
}

/** Nothing held, nothing ticked by a test, and every setting as it comes. */
export async function reset(): Promise<void> {
  await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  // First: a view that shows lists anew what the next lines change, and a test would find it listed already.
  await vscode.commands.executeCommand('workbench.action.closeSidebar');
  for (const name of ['sources', 'requestTimeoutSeconds']) await setSetting(name, undefined);
  await forgetAll();
  await vscode.commands.executeCommand('notifications.clearAll');
  await until('no token is held', () => tokenStates().length === 0);
}
