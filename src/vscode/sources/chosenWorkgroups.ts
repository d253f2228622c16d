import * as l10n from '@vscode/l10n';
import type * as vscode from 'vscode';
import { stopIfCancelled, UserError } from '../../core/base/userError.js';
import type { Catalogue } from '../../core/sources/catalogue.js';
import type { Selection } from '../../core/sources/selection.js';
import { credentialsName } from '../../core/sources/access.js';
import { type Source } from '../../core/sources/source.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import type { Workgroup, WorkgroupRef } from '../../core/sources/workgroup.js';
import type { Task } from '../doors/commands.js';
import { pickMany, pickOne, type Choice } from '../doors/pick.js';
import { sourceChoice } from './sourceChoice.js';
import { isTreeNode, SourceNode, WorkgroupNode, type TreeNode } from './treeNode.js';

/** Which workgroups a command is about. */
export class ChosenWorkgroups {
  constructor(
    private readonly view: Pick<vscode.TreeView<TreeNode>, 'selection' | 'visible'>,
    private readonly sources: SourceList,
    private readonly catalogue: Catalogue,
    private readonly selection: Selection,
  ) {}

  /**
   * The row and all rows selected with it; without a row the ticked ones, else the selected ones while the view
   * shows, else what the person picks from a list.
   */
  async many(args: readonly unknown[], title: string): Promise<readonly WorkgroupRef[]> {
    const candidates = this.candidates(args);
    if (candidates.length > 0) return candidates;
    return pickMany(this.choices(), { title, placeholder: l10n.t('Choose workgroups') });
  }

  /** The rows that a command came from; none where it came from elsewhere. */
  rows(args: readonly unknown[]): readonly WorkgroupRef[] {
    return rowsOf(args);
  }

  /** One workgroup: the only one of {@link many}, or the one a person picks among them. */
  async one(task: Task, args: readonly unknown[], title: string): Promise<Workgroup> {
    const candidates = this.candidates(args);
    const [only, ...others] = candidates;
    const text = { title, placeholder: l10n.t('Choose a workgroup') };
    if (only !== undefined && others.length === 0) return this.described(task, only);
    if (candidates.length === 0) return pickOne(this.choices(), text);
    return this.described(
      task,
      await pickOne(
        candidates.map((ref) => ({ label: ref.name, value: ref })),
        text,
      ),
    );
  }

  /** The source a command is about: the row's, or the one a person picks. */
  async source(args: readonly unknown[], title: string): Promise<Source> {
    const [node] = args;
    if (node instanceof SourceNode) return node.source;
    const { sources } = await this.sources.read();
    if (sources.length === 0) throw noSource();
    return pickOne(sources.map(sourceChoice), { title, placeholder: l10n.t('Choose a source') });
  }

  private candidates(args: readonly unknown[]): readonly WorkgroupRef[] {
    const rows = rowsOf(args);
    if (rows.length > 0) return rows;
    if (this.selection.current.length > 0) return this.selection.current;
    return this.view.visible ? workgroupsOf(this.view.selection) : [];
  }

  /** What AWS says of the workgroup, listed now where it was not. */
  private async described(task: Task, ref: WorkgroupRef): Promise<Workgroup> {
    const source = await this.sources.find(ref.sourceId);
    const find = (): Workgroup | undefined =>
      source && this.catalogue.workgroups(source).find(({ arn }) => arn === ref.arn);
    const held = find();
    // A listed one without an endpoint may have got it by now.
    if (held?.endpoint !== undefined || held?.status === 'GIVEN') return held;
    if (source !== undefined) await this.listed(task, source);
    const listing = this.catalogue.listing(ref.sourceId);
    const found = find();
    if (found !== undefined) return found;
    if (listing.kind === 'failed') throw listing.error;
    throw new UserError(l10n.t('Workgroup {0} is not listed by its source any more.', ref.name), {
      kind: 'retry',
    });
  }

  /** Lists a source while the person waits. */
  async listed(task: Task, source: Source): Promise<void> {
    await task.wait(l10n.t('Listing workgroups'), () => this.catalogue.listAgain(source, task.signal));
    stopIfCancelled(task.signal);
  }

  private async choices(): Promise<readonly Choice<Workgroup>[]> {
    const { sources } = await this.sources.read();
    if (sources.length === 0) throw noSource();
    const unlisted = sources.filter(({ id }) => this.catalogue.listing(id).kind !== 'listed');
    await Promise.all(unlisted.map((source) => this.catalogue.list(source)));
    const choices = sources.flatMap((source) =>
      this.catalogue.workgroups(source).map((workgroup) => ({
        label: workgroup.name,
        description: `${credentialsName(source.credentials)} · ${source.region}`,
        value: workgroup,
      })),
    );
    const failed = sources
      .map(({ id }) => this.catalogue.listing(id))
      .find((listing) => listing.kind === 'failed');
    if (choices.length === 0) throw failed?.error ?? noWorkgroups();
    return choices;
  }
}

/** VS Code passes the row clicked, and all selected ones where it is among them. */
function rowsOf([clicked, selected]: readonly unknown[]): readonly WorkgroupRef[] {
  const nodes: readonly unknown[] = Array.isArray(selected) ? selected : [clicked];
  return workgroupsOf(nodes.filter(isTreeNode));
}

function workgroupsOf(nodes: readonly TreeNode[]): readonly Workgroup[] {
  return nodes.filter((node) => node instanceof WorkgroupNode).map(({ workgroup }) => workgroup);
}

function noSource(): UserError {
  return new UserError(l10n.t('There is no source of workgroups yet. Add an AWS profile and its region.'), {
    kind: 'addSource',
  });
}

function noWorkgroups(): UserError {
  return new UserError(l10n.t('None of the sources has a workgroup. Add a source in another region.'), {
    kind: 'addSource',
  });
}
