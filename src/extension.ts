import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { RedshiftIdentityCenterApi } from './api.js';
import { registerCommands, startRefresh } from './assembly/commands.js';
import { makeConnections, type Connections } from './assembly/connections.js';
import { makeConsumers } from './assembly/consumers.js';
import { forgetCredentials } from './assembly/credentials.js';
import { makeDiagnosis } from './assembly/diagnosis.js';
import { makeEdges } from './assembly/edges.js';
import { makeEngine } from './assembly/engine.js';
import { makeIdentity } from './assembly/identity.js';
import { makeNotebooks } from './assembly/notebooks.js';
import { connectShown } from './assembly/shown.js';
import { makeTerminals } from './assembly/terminals.js';
import { makeView } from './assembly/view.js';
import { Owner } from './core/base/disposable.js';
import { asFields, asText } from './core/base/parse.js';
import { isAllowed } from './core/base/restrictions.js';
import { settings } from './vscode/doors/settings.js';
import { ExpiryMessage } from './vscode/tokens/expiryMessage.js';
import { GivenCommands } from './vscode/sources/givenCommands.js';
import { TokenCredentialsCommands } from './vscode/sources/tokenCredentialsCommands.js';
import { SourceCommands } from './vscode/sources/sourceCommands.js';

let atEnd: (() => Promise<void>) | undefined;

/** Called by VS Code once a window has started. Reads state only: no AWS SDK, no timer where nothing is held. */
export function activate(context: vscode.ExtensionContext): RedshiftIdentityCenterApi {
  l10n.config({ contents: vscode.l10n.bundle ?? {} });
  const own = new Owner();
  context.subscriptions.push(own);
  const version = asText(asFields(context.extension.packageJSON)?.version) ?? '0';
  const storage = {
    secrets: context.secrets,
    state: context.globalState,
    folder: context.globalStorageUri,
  };

  const edges = makeEdges(own, storage, process.env, {
    addSource: () => sourceCommands.add(),
    signIn: (task, profile) => identity.signInCommands.ofProfile.signIn(task, profile),
    signInIdentity: (task, name) => identity.signInCommands.ofIdentity.signIn(task, name),
    chooseTokenCredentials: (task, accessId) => tokenCredentialsCommands.chooseOf(task, accessId),
  });
  const engine = makeEngine(
    own,
    edges,
    version,
    (answers) =>
      new ExpiryMessage(edges.clock, { ...answers, refresh: (due) => startRefresh(edges, connections, due) }),
  );
  const { aws, sources, tokens, local, signIns } = engine;
  const sourceCommands = new SourceCommands(
    sources.list,
    settings.sources,
    aws.identityList,
    aws.lister,
    sources.selection,
    tokens.owners,
    (region) => isAllowed(edges.managed.restrictions.allowedRegions, region),
  );
  const view = makeView(own, edges, aws, sources, tokens, local, () =>
    forgetCredentials(aws, sources, tokens),
  );
  const identity = makeIdentity(edges, aws, sources, signIns, view, () => sourceCommands.add());
  const tokenCredentialsCommands = new TokenCredentialsCommands(
    sources.list,
    settings.sources,
    aws.identityList,
    {
      importSetup: () => identity.setupCommands.import(),
      addIdentity: () => identity.identityCommands.add(),
      copySetupRequest: () => identity.identityCommands.copySetupRequest([]),
    },
  );
  const connections: Connections = makeConnections(own, edges, engine, view, {
    get isGiven() {
      return terminals.variables.isGiven;
    },
    clear: () => terminals.variables.clear(),
  });
  const givenCommands = new GivenCommands(sources.list, settings.sources, sources.selection, tokens.service);
  const diagnosisCommands = makeDiagnosis(edges, aws, sources, tokens, view, version);
  const terminals = makeTerminals(own, edges, sources, view, local, context.environmentVariableCollection);
  const notebooks = makeNotebooks(own, edges, tokens, view, local);
  const consumers = makeConsumers(own, edges, sources, tokens, local);
  registerCommands(
    edges,
    sourceCommands,
    tokenCredentialsCommands,
    givenCommands,
    sources,
    tokens,
    view,
    connections,
    diagnosisCommands,
    identity,
    terminals,
    notebooks,
  );
  connectShown(own, edges, aws, sources, tokens, view, local, terminals, notebooks, consumers);

  view.message();
  view.show();
  // Nothing waits for it: a secret storage that is slow or broken must not hold up the start.
  void edges.commands.run(() => tokens.read());
  void edges.commands.run(async (task) => {
    await consumers.sharing.revokeForbidden();
    await local.endpoints.restartHeld(task.signal);
  });
  atEnd = async () => {
    await Promise.all([connections.guard.emptyIfOurs(), local.close()]);
  };
  return consumers.api;
}

/** Called by VS Code when the window closes: what it has open is closed, and a copied secret leaves the clipboard. */
export async function deactivate(): Promise<void> {
  await atEnd?.();
}
