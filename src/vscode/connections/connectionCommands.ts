import * as l10n from '@vscode/l10n';
import { copyForbidden, endpointForbidden, type Restrictions } from '../../core/base/restrictions.js';
import type { StateStore } from '../../core/base/stateStore.js';
import type { EndpointTarget, Target } from '../../core/connections/targets/target.js';
import type { NoTarget } from '../../core/connections/targets/targets.js';
import type { WorkgroupRef } from '../../core/sources/workgroup.js';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { Commands, Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import { pickOneWithPreview } from '../doors/pick.js';
import type { TextDocuments } from '../doors/textDocuments.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';
import type { DirectTexts } from './directTexts.js';
import type { HandedTexts } from './handedTexts.js';
import { clientChoices, textChoices } from './targetChoices.js';

const stateKey = 'lastTarget';

/** The commands that bring a person's client to a workgroup. */
export class ConnectionCommands {
  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly direct: DirectTexts,
    private readonly handed: HandedTexts,
    private readonly documents: TextDocuments,
    private readonly commands: Commands,
    private readonly state: StateStore,
    private readonly restrictions: Pick<Restrictions, 'canCopyToken' | 'localEndpoint'>,
  ) {}

  /** The one verb for who just wants in: through the local endpoint, with any client. */
  async connect(task: Task, args: readonly unknown[]): Promise<void> {
    if (this.restrictions.localEndpoint === 'off') throw endpointForbidden();
    const refs = await this.chosen.many(args, l10n.t('Connect'));
    const target = await pickOneWithPreview<EndpointTarget>(
      clientChoices(this.state.get(stateKey)),
      {
        title: l10n.t('Connect to {0}', workgroupNames(refs)),
        placeholder: l10n.t('Choose the client to connect'),
      },
      this.preview(refs),
    );
    await this.give(task, refs, target);
  }

  /** The text for a client, with a token in it or through the local endpoint. */
  async copy(task: Task, args: readonly unknown[]): Promise<void> {
    const { canCopyToken, localEndpoint } = this.restrictions;
    const hasEndpoints = localEndpoint !== 'off';
    if (!canCopyToken && !hasEndpoints) throw copyForbidden();
    const refs = await this.chosen.many(args, l10n.t('Copy Connection'));
    const target = await pickOneWithPreview(
      textChoices(this.state.get(stateKey), { canCopyToken, hasEndpoints }),
      {
        title: l10n.t('Copy Connection: {0}', workgroupNames(refs)),
        placeholder: l10n.t('Choose the client to connect'),
      },
      this.preview(refs),
    );
    if ('reason' in target) tellWhyNot(target);
    else await this.give(task, refs, target);
  }

  private async give(task: Task, refs: readonly WorkgroupRef[], target: Target): Promise<void> {
    // Before what may fail: a retry proposes the same client.
    await this.state.set(stateKey, target.id);
    if (target.way === 'direct') await this.direct.copy(task, refs, target);
    else await this.handed.give(task, refs, target);
  }

  private preview(refs: readonly WorkgroupRef[]) {
    const show = (target: Target | NoTarget): void =>
      void this.commands.run(async (task) => {
        if ('reason' in target) {
          tellWhyNot(target);
          return;
        }
        const text = await (target.way === 'direct'
          ? this.direct.preview(refs, target, task.signal)
          : this.handed.preview(refs, target, task.signal));
        await this.documents.show(l10n.t('Preview of {0}', target.label), text, 'txt');
      });
    return { title: l10n.t('Show what would be copied, without its secret'), show };
  }
}

function tellWhyNot({ label, reason }: NoTarget): void {
  // Only told; nothing waits for it to be read.
  void showMessage('info', `${label}: ${reason}`);
}
