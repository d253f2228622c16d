import * as vscode from 'vscode';
import { contextKeys, viewId } from '../core/base/contributions.js';
import type { Owner } from '../core/base/disposable.js';
import { inBackground } from '../core/base/log.js';
import { Coalesced } from '../core/base/coalesced.js';
import { viewMessage } from '../core/sources/viewMessage.js';
import { SourceRows } from '../core/sources/sourceRows.js';
import { managedMessages } from '../core/identity/setupFile.js';
import { inMemoryNote } from '../core/tokens/inMemoryNote.js';
import { statusBar } from '../core/tokens/statusBar.js';
import { setContextKey } from '../vscode/doors/contextKeys.js';
import { systemClock } from '../vscode/doors/systemClock.js';
import { settings } from '../vscode/doors/settings.js';
import { ChosenWorkgroups } from '../vscode/sources/chosenWorkgroups.js';
import { TreeCommands } from '../vscode/sources/treeCommands.js';
import { WorkgroupTree } from '../vscode/sources/workgroupTree.js';
import { StatusBarItem } from '../vscode/tokens/statusBarItem.js';
import { systemClipboard } from '../vscode/doors/clipboard.js';
import type { Edges } from './edges.js';
import type { LocalEndpoints } from './endpoints.js';
import type { Aws } from './aws.js';
import type { Sources } from './sources.js';
import type { Tokens } from './tokens.js';

/** Many tokens may change at once; a person sees no more than this. */
const showPauseMs = 100;

export type View = ReturnType<typeof makeView>;

/** The tree and the status bar, and what they show. */
export function makeView(
  own: Owner,
  edges: Edges,
  { signIns, identityList }: Aws,
  sources: Sources,
  tokens: Tokens,
  { rows: workgroupRows }: LocalEndpoints,
  renewCredentials: () => void,
) {
  const { list, catalogue, callers, selection } = sources;
  const rows = new SourceRows(list, callers, signIns, edges.clock);
  const tree = own.add(new WorkgroupTree(list, catalogue, callers, selection, rows, workgroupRows));
  const view = own.add(
    vscode.window.createTreeView(viewId, {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    }),
  );
  const chosen = new ChosenWorkgroups(view, list, catalogue, selection);
  const treeCommands = new TreeCommands(
    list,
    identityList,
    catalogue,
    callers,
    selection,
    chosen,
    tree,
    systemClipboard,
    edges.act,
    renewCredentials,
  );
  own.add(
    view.onDidChangeCheckboxState((event) => inBackground(edges.log, treeCommands.ticksChanged(event))),
  );

  const { canCopyToken, localEndpoint } = edges.managed.restrictions;
  setContextKey(contextKeys.isCopyForbidden, !canCopyToken);
  setContextKey(contextKeys.isEndpointForbidden, localEndpoint === 'off');

  const item = own.add(new StatusBarItem());
  const showNow = (): void => {
    const { held } = tokens;
    const now = edges.clock.now();
    item.show(
      statusBar(held.current, selection.current, now, settings.leadMinutes(), [
        ...inMemoryNote(held),
        ...rows.signInClocks(),
      ]),
    );
    setContextKey(contextKeys.hasTokens, held.current.length > 0);
    setContextKey(contextKeys.hasTicked, selection.current.length > 0);
    if (view.visible) tree.showTokens();
  };
  const show = own.add(new Coalesced(systemClock, showPauseMs, showNow)).request;
  own.add(edges.onDidSwitchSecrets(show));
  const showTime = (): void => {
    showNow();
    if (view.visible) tree.showTime();
  };
  /** A sign-in stands otherwise: its sources say so, and the status bar. */
  const showIdentity = (name: string): void => {
    tree.showIdentity(name);
    show();
  };
  const message = (): void => {
    const problems = [
      ...managedMessages(edges.managed),
      ...(list.current?.problems ?? []),
      ...identityList.current.problems,
    ];
    view.message = viewMessage(problems, vscode.workspace.isTrusted);
  };
  return { tree, view, chosen, treeCommands, show, showTime, showIdentity, message };
}
