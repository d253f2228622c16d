import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { commandIds, contextKeys } from '../../core/base/contributions.js';
import { Owner, type Disposable } from '../../core/base/disposable.js';
import type { Event } from '../../core/base/emitter.js';
import type { Callers } from '../../core/sources/callers.js';
import type { Catalogue, ListingChange } from '../../core/sources/catalogue.js';
import type { Selection } from '../../core/sources/selection.js';
import type { Source } from '../../core/sources/source.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import { identitiesOf } from '../../core/sources/signIns.js';
import { listingRow, type Row } from '../../core/sources/sourceRow.js';
import type { SourceRows } from '../../core/sources/sourceRows.js';
import { workgroupKey, type Workgroup } from '../../core/sources/workgroup.js';
import { setContextKey } from '../doors/contextKeys.js';
import { NoticeNode, SourceNode, WorkgroupNode, type TreeNode } from './treeNode.js';

/** What the tree needs to know of tokens: computed beside the token, shown here. */
export interface TokenRows {
  row(workgroup: Workgroup): Row;
  /** Of each workgroup whose row says something of a token, by key: what it says it of. */
  noted(): ReadonlyMap<string, object>;
}

/** More sources than this begin collapsed, so that a start does not list them all. */
const expandedSources = 5;

/** The rows of the tree. It shows what its models hold, and starts a listing when a source is opened. */
export class WorkgroupTree implements vscode.TreeDataProvider<TreeNode>, Disposable {
  private readonly own = new Owner();
  private readonly sourceNodes = new Map<string, SourceNode>();
  private readonly workgroupNodes = new Map<string, WorkgroupNode>();
  private readonly notices = new Map<string, NoticeNode>();
  private readonly shownCounts = new Map<string, number>();
  private noted: ReadonlyMap<string, object> = new Map();
  private readonly changed = this.own.add(new vscode.EventEmitter<TreeNode | TreeNode[] | undefined>());
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly sources: SourceList,
    private readonly catalogue: Catalogue,
    private readonly callers: Callers,
    private readonly selection: Selection,
    private readonly rows: SourceRows,
    private readonly tokenRows: TokenRows,
  ) {
    this.own.add(this.sources.onDidChange(() => this.reset()));
    this.own.add(this.catalogue.onDidChange((change) => this.showListing(change)));
    this.own.add(this.callers.onDidChange(({ id }) => this.showSource(id)));
  }

  async getChildren(node?: TreeNode): Promise<TreeNode[]> {
    if (node === undefined) return this.rootRows();
    return node.kind === 'source' ? this.sourceRows(node) : [];
  }

  getParent(node: TreeNode): TreeNode | undefined {
    return node.kind === 'source' ? undefined : node.parent;
  }

  getTreeItem(node: TreeNode): vscode.TreeItem {
    switch (node.kind) {
      case 'source': {
        const item = treeItem(this.rows.row(node.source), node);
        const isOpen = this.sourceNodes.size <= expandedSources;
        item.id = node.source.id;
        item.collapsibleState = vscode.TreeItemCollapsibleState[isOpen ? 'Expanded' : 'Collapsed'];
        return item;
      }
      case 'workgroup': {
        const item = treeItem(this.tokenRows.row(node.workgroup), node);
        item.id = workgroupKey(node.workgroup);
        item.checkboxState = checkbox(node.workgroup, this.selection.has(node.workgroup));
        // Tooltips come when they are asked for: most rows are never hovered.
        item.tooltip = undefined;
        return item;
      }
      case 'notice': {
        const row = listingRow(this.catalogue.listing(node.parent.source.id));
        return row === undefined ? new vscode.TreeItem('') : treeItem(row, node);
      }
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeNode): vscode.TreeItem {
    if (node.kind === 'workgroup') item.tooltip = tooltip(this.tokenRows.row(node.workgroup).tooltip);
    return item;
  }

  /** Shows anew the rows whose token or refusal is another one now. */
  showTokens(): void {
    const before = this.noted;
    this.noted = this.tokenRows.noted();
    const keys = new Set([...before.keys(), ...this.noted.keys()]);
    this.showRows([...keys].filter((key) => before.get(key) !== this.noted.get(key)));
  }

  /** Shows anew the time left, on every row that shows one. */
  showTime(): void {
    this.showRows([...this.noted.keys()]);
  }

  /** Shows anew a source with all its rows. */
  showSource(sourceId: string): void {
    const node = this.sourceNodes.get(sourceId);
    if (node !== undefined && this.catalogue.listing(sourceId).kind !== 'listing') this.changed.fire(node);
  }

  /** Shows anew the sources that use an identity. */
  showIdentity(name: string): void {
    for (const { source } of this.sourceNodes.values())
      if (identitiesOf(source).includes(name)) this.showSource(source.id);
  }

  dispose(): void {
    this.own.dispose();
  }

  private showRows(keys: readonly string[]): void {
    const nodes = keys.map((key) => this.workgroupNodes.get(key)).filter((node) => node !== undefined);
    if (nodes.length > 0) this.changed.fire(nodes);
  }

  private reset(): void {
    for (const nodes of [this.sourceNodes, this.workgroupNodes, this.notices, this.shownCounts])
      nodes.clear();
    this.changed.fire(undefined);
  }

  private async rootRows(): Promise<TreeNode[]> {
    const { sources } = await this.sources.read();
    setContextKey(contextKeys.hasNoSources, sources.length === 0);
    return sources.map((source) => this.sourceNode(source));
  }

  private async sourceRows(node: SourceNode): Promise<TreeNode[]> {
    const { id } = node.source;
    const isUnlisted = this.catalogue.listing(id).kind === 'unlisted';
    // Who the caller is comes by itself, and changes the source's row when it does. A client that connected before
    // anybody looked has had the source listed already.
    if (isUnlisted || !this.shownCounts.has(id)) void this.callers.get(node.source);
    if (isUnlisted) await firstPage(this.catalogue, node.source);
    const listing = this.catalogue.listing(id);
    this.shownCounts.set(id, listing.workgroups.length);
    const rows: TreeNode[] = this.catalogue
      .workgroups(node.source)
      .map((workgroup) => this.workgroupNode(workgroup, node));
    return listingRow(listing) === undefined ? rows : [this.notice(node), ...rows];
  }

  /** While pages come in, shows them when their number has doubled: each showing costs as much as there are rows. */
  private showListing({ sourceId }: ListingChange): void {
    const listing = this.catalogue.listing(sourceId);
    const node = this.sourceNodes.get(sourceId);
    if (node === undefined) return;
    const shown = this.shownCounts.get(sourceId);
    if (listing.kind === 'listing' && (shown === undefined || listing.workgroups.length < 2 * shown)) return;
    this.changed.fire(node);
  }

  private sourceNode(source: Source): SourceNode {
    return lasting(this.sourceNodes, source.id, () => new SourceNode(source));
  }

  private workgroupNode(workgroup: Workgroup, parent: SourceNode): WorkgroupNode {
    const node = lasting(
      this.workgroupNodes,
      workgroupKey(workgroup),
      () => new WorkgroupNode(workgroup, parent),
    );
    node.workgroup = workgroup;
    return node;
  }

  private notice(parent: SourceNode): NoticeNode {
    return lasting(this.notices, parent.source.id, () => new NoticeNode(parent));
  }
}

function lasting<T>(nodes: Map<string, T>, key: string, make: () => T): T {
  const held = nodes.get(key);
  if (held !== undefined) return held;
  const made = make();
  nodes.set(key, made);
  return made;
}

/** Starts a listing and waits for its first page, or its end. */
async function firstPage(catalogue: Catalogue, source: Source): Promise<void> {
  const first = Promise.withResolvers<undefined>();
  const onDidChange: Event<ListingChange> = catalogue.onDidChange;
  const subscription = onDidChange(({ sourceId }) => {
    if (sourceId === source.id && catalogue.listing(sourceId).workgroups.length > 0) first.resolve(undefined);
  });
  await Promise.race([catalogue.list(source), first.promise]);
  subscription.dispose();
}

function treeItem(row: Row, node: TreeNode): vscode.TreeItem {
  const item = new vscode.TreeItem(row.label);
  item.description = row.description;
  item.contextValue = row.contextValue;
  item.accessibilityInformation = { label: row.spoken };
  item.tooltip = tooltip(row.tooltip) ?? row.label;
  if (row.icon !== undefined) {
    const color = row.icon.color === undefined ? undefined : new vscode.ThemeColor(row.icon.color);
    item.iconPath = new vscode.ThemeIcon(row.icon.name, color);
  }
  if (row.action !== undefined) {
    item.command = { command: commandIds.runRowAction, title: row.description, arguments: [node] };
  }
  return item;
}

function tooltip(text: string | undefined): vscode.MarkdownString | undefined {
  if (text === undefined) return undefined;
  const markdown = new vscode.MarkdownString();
  for (const [index, line] of text.split('\n\n').entries())
    markdown.appendMarkdown(index === 0 ? '' : '  \n').appendText(line);
  return markdown;
}

function checkbox(workgroup: Workgroup, isTicked: boolean): NonNullable<vscode.TreeItem['checkboxState']> {
  // VS Code keeps this text when the box is ticked, so it says what the box is for, not what a click does.
  const label = l10n.t('{0}: work with it', workgroup.name);
  return {
    state: vscode.TreeItemCheckboxState[isTicked ? 'Checked' : 'Unchecked'],
    tooltip: label,
    accessibilityInformation: { label },
  };
}
