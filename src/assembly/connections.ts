import type { Owner } from '../core/base/disposable.js';
import { ClipboardGuard } from '../core/connections/clipboardGuard.js';
import { ConnectionCommands } from '../vscode/connections/connectionCommands.js';
import { systemClipboard } from '../vscode/doors/clipboard.js';
import { settings } from '../vscode/doors/settings.js';
import { windowFocus } from '../vscode/doors/windowFocus.js';
import { TokenCommands } from '../vscode/tokens/tokenCommands.js';
import type { Aws } from './aws.js';
import type { Edges } from './edges.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

export type Connections = ReturnType<typeof makeConnections>;

/** What is copied out, and the commands that do it. */
export function makeConnections(
  own: Owner,
  edges: Edges,
  aws: Aws,
  sources: Sources,
  tokens: Tokens,
  view: View,
) {
  const { state, log, clock, managed } = edges;
  const guard = own.add(new ClipboardGuard(systemClipboard, windowFocus, clock, settings.clearAfterSeconds));
  return {
    guard,
    tokenCommands: new TokenCommands(view.chosen, tokens.service, tokens.held, guard, managed.restrictions),
    connectionCommands: new ConnectionCommands(
      view.chosen,
      sources.list,
      aws.databases,
      tokens.service,
      guard,
      state,
      log,
      managed.restrictions,
    ),
  };
}
