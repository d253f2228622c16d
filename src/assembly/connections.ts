import type { Owner } from '../core/base/disposable.js';
import { ClipboardGuard } from '../core/connections/clipboardGuard.js';
import type { ForgottenParts } from '../core/connections/forgetEverything.js';
import { ConnectionCommands } from '../vscode/connections/connectionCommands.js';
import { DirectTexts } from '../vscode/connections/directTexts.js';
import { EndpointCommands } from '../vscode/connections/endpointCommands.js';
import { HandedTexts } from '../vscode/connections/handedTexts.js';
import { TestCommands, type ConnectionTester } from '../vscode/connections/testCommands.js';
import { systemClipboard } from '../vscode/doors/clipboard.js';
import { settings } from '../vscode/doors/settings.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import { windowFocus } from '../vscode/doors/windowFocus.js';
import { EventCommands } from '../vscode/tokens/eventCommands.js';
import { TokenCommands } from '../vscode/tokens/tokenCommands.js';
import { testConnection } from '../wire/connectionTest.js';
import type { Edges } from './edges.js';
import type { makeEngine } from './engine.js';
import { makeForgetEverything } from './panic.js';
import type { View } from './view.js';

export type Connections = ReturnType<typeof makeConnections>;

/** What is copied out and connected, and the commands that do it. */
export function makeConnections(
  own: Owner,
  edges: Edges,
  engine: ReturnType<typeof makeEngine>,
  { chosen }: View,
  terminals: ForgottenParts['terminals'],
) {
  const { record } = engine;
  const { held, service } = engine.tokens;
  const { places, local, endpoints, handOuts } = engine.local;
  const { state, clock, managed, documents, commands, act } = edges;
  const guard = own.add(new ClipboardGuard(systemClipboard, windowFocus, clock, settings.clearAfterSeconds));
  const test: ConnectionTester = ({ host, port, socketFolder, user, password, database }, signal) => {
    const login = { host: socketFolder ?? host, port, user, password, database };
    return testConnection(login, systemClock, signal);
  };
  return {
    guard,
    eventCommands: new EventCommands(record, documents, commands),
    tokenCommands: new TokenCommands(
      chosen,
      service,
      held,
      guard,
      managed.restrictions,
      record,
      makeForgetEverything(edges, engine, guard, terminals),
      clock,
    ),
    connectionCommands: new ConnectionCommands(
      chosen,
      new DirectTexts(places, service, guard, record),
      new HandedTexts(local, guard),
      documents,
      commands,
      state,
      managed.restrictions,
    ),
    endpointCommands: new EndpointCommands(chosen, endpoints, handOuts, systemClock),
    testCommands: new TestCommands(chosen, local, test, systemClock, act),
  };
}
