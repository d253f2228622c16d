import * as vscode from 'vscode';
import type { Clock } from '../../core/base/clock.js';
import { Owner } from '../../core/base/disposable.js';
import { secondMs } from '../../core/base/duration.js';
import type { TerminalValues } from './terminalCommands.js';

/** A shell that takes longer than this to start is not waited for. */
const patienceMs = 10 * secondMs;

/** Opens a terminal and shows it. It is not opened again with the next window, whose endpoint may be another. */
export async function startTerminal(name: string, values: TerminalValues, clock: Clock): Promise<void> {
  const icon = new vscode.ThemeIcon('database');
  const terminal = vscode.window.createTerminal({ name, env: values, isTransient: true, iconPath: icon });
  terminal.show();
  const over = Promise.withResolvers<undefined>();
  const own = new Owner();
  own.add(clock.after(patienceMs, () => over.resolve(undefined)));
  own.add(
    vscode.window.onDidCloseTerminal((closed) => {
      if (closed === terminal) over.resolve(undefined);
    }),
  );
  try {
    await Promise.race([terminal.processId, over.promise]);
  } finally {
    own.dispose();
  }
}
