import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { UserError } from '../../core/base/userError.js';
import { isGivenKey } from '../../core/sources/givenWorkgroup.js';
import type { Callers } from '../../core/sources/callers.js';
import type { Catalogue } from '../../core/sources/catalogue.js';
import type { Selection } from '../../core/sources/selection.js';
import type { IdentityList } from '../../core/identity/identityList.js';
import type { Source } from '../../core/sources/source.js';
import { tokenAccess } from '../../core/sources/source.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import type { WorkgroupRef } from '../../core/sources/workgroup.js';
import { accessRolePolicyText, tokenPolicy } from '../../core/diagnosis/policies.js';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { Clipboard } from '../../core/connections/clipboardGuard.js';
import type { ActionRunner, Task } from '../doors/commands.js';
import { showBriefly } from '../doors/notify.js';
import type { ChosenWorkgroups } from './chosenWorkgroups.js';
import { NoticeNode, type TreeNode } from './treeNode.js';
import type { WorkgroupTree } from './workgroupTree.js';

/** The commands about rows of the tree. */
export class TreeCommands {
  constructor(
    private readonly sources: SourceList,
    private readonly identities: IdentityList,
    private readonly catalogue: Catalogue,
    private readonly callers: Callers,
    private readonly selection: Selection,
    private readonly chosen: ChosenWorkgroups,
    private readonly tree: WorkgroupTree,
    private readonly clipboard: Clipboard,
    private readonly act: ActionRunner,
    /** The credentials may be others now: what was made with the old ones goes. */
    private readonly renewCredentials: () => void,
  ) {}

  /** Lists again all that have been listed. */
  async refreshAll(task: Task): Promise<void> {
    const { sources } = await this.sources.read();
    await this.listAgain(
      task,
      sources.filter(({ id }) => this.catalogue.listing(id).kind !== 'unlisted'),
    );
  }

  async refreshOne(task: Task, args: readonly unknown[]): Promise<void> {
    await this.listAgain(task, [await this.chosen.source(args, l10n.t('Refresh Workgroups'))]);
  }

  async setTicks(task: Task, args: readonly unknown[], isTicked: boolean): Promise<void> {
    const source = await this.chosen.source(args, isTicked ? l10n.t('Tick All') : l10n.t('Untick All'));
    if (this.catalogue.listing(source.id).kind !== 'listed') await this.chosen.listed(task, source);
    await this.selection.set(this.catalogue.workgroups(source), isTicked);
    this.tree.showSource(source.id);
  }

  async copyArn(task: Task, args: readonly unknown[]): Promise<void> {
    const { name, arn } = await this.chosen.one(task, args, l10n.t('Copy ARN'));
    if (isGivenKey(arn)) throw withoutArn(name);
    await this.clipboard.write(arn);
    showBriefly(l10n.t('Copied the ARN of {0}', name));
  }

  /** The least policy that lets someone get the tokens of these workgroups. */
  async copyPolicy(args: readonly unknown[]): Promise<void> {
    const refs = await this.chosen.many(args, l10n.t('Copy Policy'));
    const listed = refs.filter(({ arn }) => !isGivenKey(arn));
    if (listed.length === 0) throw withoutArn(workgroupNames(refs));
    await this.clipboard.write(await this.policies(listed));
    showBriefly(l10n.t('Copied the IAM policy for {0}', workgroupNames(listed)));
  }

  /** Where an identity gets the tokens, its access role's policies: whom it trusts, and what it may. */
  private async policies(refs: readonly WorkgroupRef[]): Promise<string> {
    const { sources } = await this.sources.read();
    const identityOf = ({ sourceId }: WorkgroupRef): string | undefined => {
      const source = sources.find(({ id }) => id === sourceId);
      const credentials = source && tokenAccess(source).credentials;
      return credentials?.kind === 'identity' ? credentials.name : undefined;
    };
    const texts = [...Map.groupBy(refs, identityOf)].map(([identity, own]) => {
      const arns = own.map(({ arn }) => arn);
      return identity === undefined
        ? tokenPolicy(arns)
        : accessRolePolicyText(this.identities.find(identity), arns);
    });
    return texts.join('\n\n');
  }

  /** What a click on a row that says a problem does. */
  runRowAction(args: readonly unknown[]): void {
    const [node] = args;
    if (!(node instanceof NoticeNode)) return;
    const { source } = node.parent;
    const listing = this.catalogue.listing(source.id);
    if (listing.kind !== 'failed') return;
    this.act(listing.error.action, async () => {
      this.renewCredentials();
      // The row shows how it went.
      await this.catalogue.list(source);
    });
  }

  /** Hears of ticks that a person sets or removes. */
  async ticksChanged({ items }: vscode.TreeCheckboxChangeEvent<TreeNode>): Promise<void> {
    const refs = (isTicked: boolean): WorkgroupRef[] =>
      items
        .filter(([, state]) => (state === vscode.TreeItemCheckboxState.Checked) === isTicked)
        .flatMap(([node]) => (node.kind === 'workgroup' ? [node.workgroup] : []));
    await this.selection.set(refs(true), true);
    await this.selection.set(refs(false), false);
  }

  private async listAgain(task: Task, sources: readonly Source[]): Promise<void> {
    this.renewCredentials();
    // Whose the credentials are now comes by itself, and changes the source's row when it does.
    for (const source of sources) void this.callers.get(source);
    await task.wait(l10n.t('Listing workgroups'), () =>
      Promise.all(sources.map((source) => this.catalogue.listAgain(source, task.signal))),
    );
  }
}

function withoutArn(names: string): UserError {
  return new UserError(l10n.t('Only AWS knows the ARN of {0}, which was added by hand.', names), {
    kind: 'retry',
  });
}
