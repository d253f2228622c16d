import { commandIds } from '../core/base/contributions.js';
import type { Token } from '../core/tokens/token.js';
import type { Commands } from '../vscode/doors/commands.js';
import type { DiagnosisCommands } from '../vscode/diagnosis/diagnosisCommands.js';
import type { GivenCommands } from '../vscode/sources/givenCommands.js';
import type { SourceCommands } from '../vscode/sources/sourceCommands.js';
import type { TokenCredentialsCommands } from '../vscode/sources/tokenCredentialsCommands.js';
import { askBeforeRefreshing } from '../vscode/tokens/silentSetsPick.js';
import { showMenu } from '../vscode/tokens/menu.js';
import type { Connections } from './connections.js';
import type { Edges } from './edges.js';
import type { Identity } from './identity.js';
import type { Notebooks } from './notebooks.js';
import type { Sources } from './sources.js';
import type { Terminals } from './terminals.js';
import type { Tokens } from './tokens.js';
import type { View } from './view.js';

/** Registers every command with what it runs. */
export function registerCommands(
  { commands, log, managed }: Edges,
  sourceCommands: SourceCommands,
  tokenCredentialsCommands: TokenCredentialsCommands,
  givenCommands: GivenCommands,
  { selection }: Sources,
  { held, silentSets }: Tokens,
  { treeCommands, chosen }: View,
  { tokenCommands, connectionCommands, endpointCommands, testCommands, eventCommands }: Connections,
  diagnosisCommands: DiagnosisCommands,
  { signInCommands, setupCommands, identityCommands }: Identity,
  { terminalCommands }: Terminals,
  { notebookCommands }: Notebooks,
): void {
  const ids = commandIds;
  commands.register(ids.getToken, (task, ...args) => tokenCommands.get(task, args));
  commands.register(ids.getTokenForTicked, (task) => tokenCommands.get(task, []));
  commands.register(ids.refreshToken, (task, ...args) => tokenCommands.refresh(task, args));
  commands.register(ids.copyToken, (task, ...args) => tokenCommands.copy(task, args));
  commands.register(ids.connect, (task, ...args) => connectionCommands.connect(task, args));
  commands.register(ids.copyConnection, (task, ...args) => connectionCommands.copy(task, args));
  commands.register(ids.testConnection, (task, ...args) => testCommands.run(task, args));
  commands.register(ids.stopLocalEndpoint, (_, ...args) => endpointCommands.stop(args));
  commands.register(ids.revokeAccess, (_, ...args) => endpointCommands.revoke(args));
  commands.register(ids.useOtherPort, (task, ...args) => endpointCommands.useOtherPort(task, args));
  commands.register(ids.openTerminal, (task, ...args) => terminalCommands.open(task, args));
  commands.register(ids.insertConnection, (task, ...args) => notebookCommands.insert(task, args));
  commands.register(ids.refreshCell, (task, ...args) => notebookCommands.refreshOf(task, args));
  commands.register(ids.forgetToken, (_, ...args) => tokenCommands.forget(args));
  commands.register(ids.forgetAllTokens, (task, ...args) => tokenCommands.forgetAll(task, args));
  commands.register(ids.showEvents, () => eventCommands.show());
  commands.register(ids.addSource, () => sourceCommands.add());
  commands.register(ids.findWorkgroups, (task) => sourceCommands.find(task));
  commands.register(ids.chooseTokenCredentials, (task, ...args) =>
    tokenCredentialsCommands.choose(task, args, chosen),
  );
  commands.register(ids.importSetup, () => setupCommands.import());
  commands.register(ids.addIdentity, () => identityCommands.add());
  commands.register(ids.copySetupRequest, (_, ...args) => identityCommands.copySetupRequest(args));
  commands.register(ids.addWorkgroup, (_, ...args) => givenCommands.add(args));
  commands.register(ids.removeWorkgroup, (_, ...args) => givenCommands.remove(args));
  commands.register(ids.signIn, (task, ...args) => signInCommands.signIn(task, args));
  commands.register(ids.signOut, (task, ...args) => signInCommands.signOut(task, args));
  commands.register(ids.diagnose, (task, ...args) => diagnosisCommands.diagnose(task, args));
  commands.register(ids.removeSource, (_, ...args) => sourceCommands.remove(args, chosen));
  commands.register(ids.refreshWorkgroups, (task) => treeCommands.refreshAll(task));
  commands.register(ids.refreshSource, (task, ...args) => treeCommands.refreshOne(task, args));
  commands.register(ids.tickAll, (task, ...args) => treeCommands.setTicks(task, args, true));
  commands.register(ids.untickAll, (task, ...args) => treeCommands.setTicks(task, args, false));
  commands.register(ids.copyPolicy, (_, ...args) => treeCommands.copyPolicy(args));
  commands.register(ids.copyArn, (task, ...args) => treeCommands.copyArn(task, args));
  commands.register(ids.runRowAction, (_, ...args) => treeCommands.runRowAction(args));
  commands.register(ids.showLog, () => log.show());

  const start = (job: Parameters<Commands['run']>[0]): void => void commands.run(job);
  commands.register(ids.showMenu, () =>
    showMenu(
      {
        hasTokens: held.current.length > 0,
        hasTicked: selection.current.length > 0,
        hasSilentSets: silentSets.all.length > 0,
        canCopy: managed.restrictions.canCopyToken,
        canConnect: managed.restrictions.localEndpoint !== 'off',
      },
      {
        getToken: () => start((task) => tokenCommands.get(task, [])),
        refreshToken: () => start((task) => tokenCommands.refreshAsked(task, held.current)),
        copyToken: () => start((task) => tokenCommands.copy(task, [])),
        connect: () => start((task) => connectionCommands.connect(task, [])),
        copyConnection: () => start((task) => connectionCommands.copy(task, [])),
        askBeforeRefreshing: () => start(() => askBeforeRefreshing(silentSets)),
        forgetAllTokens: () => start((task) => tokenCommands.forgetAll(task, [])),
        showEvents: () => start(() => eventCommands.show()),
        showLog: () => log.show(),
      },
    ),
  );
}

/** What the prompt's Refresh button starts. */
export function startRefresh(
  { commands }: Edges,
  { tokenCommands }: Connections,
  tokens: readonly Token[],
): void {
  void commands.run((task) => tokenCommands.refreshAsked(task, tokens));
}
