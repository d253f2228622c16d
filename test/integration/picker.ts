import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { within } from './until.js';

/** What a person does in an open quick pick. */
type Step = 'next' | 'toggle' | 'accept' | 'cancel';

const commands: Readonly<Record<Step, string>> = {
  next: 'quickInput.next',
  toggle: 'workbench.action.quickPickManyToggle',
  accept: 'workbench.action.acceptSelectedQuickOpenItem',
  cancel: 'workbench.action.closeQuickOpen',
};

/** How long an open quick pick may take to show what was found. */
const shownMs = 800;

/**
 * Runs a command of the extension and answers the quick pick it opens. VS Code does not say what a quick pick shows,
 * so the steps come when it has had time to.
 */
export async function runAndPick(command: string, steps: readonly Step[]): Promise<void> {
  const running = Promise.resolve(vscode.commands.executeCommand(command)).then(() => true);
  await delay(shownMs);
  for (const step of steps) await vscode.commands.executeCommand(commands[step]);
  if ((await within(15_000, running)) !== true) throw new Error(`${command} did not end.`);
}
