import * as l10n from '@vscode/l10n';
import { copyForbidden, type Restrictions } from '../../core/base/restrictions.js';
import { timeOfDay } from '../../core/base/duration.js';
import { describeError, type Log } from '../../core/base/log.js';
import type { StateStore } from '../../core/base/stateStore.js';
import { UserError } from '../../core/base/userError.js';
import type { ClipboardGuard } from '../../core/connections/clipboardGuard.js';
import { usualDatabase, type DatabaseFinder } from '../../core/connections/connection.js';
import { directTargets } from '../../core/connections/directTargets.js';
import type { DirectTarget } from '../../core/connections/target.js';
import { noTargets, type NoTarget } from '../../core/connections/targets.js';
import type { SourceList } from '../../core/sources/sourceList.js';
import type { Workgroup } from '../../core/sources/workgroup.js';
import type { TokenService } from '../../core/tokens/tokenService.js';
import type { Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import { pickOne, type Choice, type Heading } from '../doors/pick.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';
import { copiedText } from './copiedText.js';

const stateKey = 'lastTarget';

/** Copies what a client needs to connect to one workgroup, with a token made for that workgroup alone. */
export class ConnectionCommands {
  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly sources: SourceList,
    private readonly databases: DatabaseFinder,
    private readonly service: TokenService,
    private readonly guard: ClipboardGuard,
    private readonly state: StateStore,
    private readonly log: Log,
    private readonly restrictions: Pick<Restrictions, 'canCopyToken'>,
  ) {}

  async copy(task: Task, args: readonly unknown[]): Promise<void> {
    // Every one of these texts carries the token.
    if (!this.restrictions.canCopyToken) throw copyForbidden();
    const title = l10n.t('Copy Connection');
    const workgroup = await this.chosen.one(task, args, title);
    const { endpoint } = workgroup;
    if (endpoint === undefined) throw withoutEndpoint(workgroup);
    const target = await pickOne(targetChoices(this.state.get(stateKey)), {
      title: l10n.t('Copy Connection: {0}', workgroup.name),
      placeholder: l10n.t('Choose the client to connect'),
    });
    if ('reason' in target) {
      // Only told; nothing waits for it to be read.
      void showMessage('info', `${target.label}: ${target.reason}`);
      return;
    }
    const [token, database] = await task.wait(
      l10n.t('Getting a Redshift token for {0}', workgroup.name),
      () => Promise.all([this.service.getExactly([workgroup], task.signal), this.databaseOf(workgroup)]),
    );
    const text = target.text({ workgroupName: workgroup.name, ...endpoint, database, token: token.value });
    const seconds = await this.guard.copy(text);
    await this.state.set(stateKey, target.id);
    const what = l10n.t(
      'Copied the connection to {0} for {1}. It holds a token that is good until {2}; database "{3}".',
      workgroup.name,
      target.label,
      timeOfDay(token.expiresAt),
      database,
    );
    // Only told; nothing waits for it to be read.
    void showMessage('info', copiedText(what, seconds, this.guard.canEmpty));
  }

  /** The first database of the namespace; the usual one where AWS does not say. */
  private async databaseOf({ sourceId, namespaceName, database }: Workgroup): Promise<string> {
    if (database !== undefined) return database;
    const source = await this.sources.find(sourceId);
    if (source === undefined || namespaceName === undefined) return usualDatabase;
    try {
      return (await this.databases.find(source, namespaceName)) ?? usualDatabase;
    } catch (error) {
      this.log.warn(`The database of namespace ${namespaceName} is not known: ${describeError(error)}`);
      return usualDatabase;
    }
  }
}

function targetChoices(last: unknown): readonly (Choice<DirectTarget | NoTarget> | Heading)[] {
  const usable = [...directTargets()].sort(
    (left, right) => Number(right.id === last) - Number(left.id === last),
  );
  return [
    { heading: l10n.t('with a token for this workgroup alone') },
    ...usable.map((target) => ({ label: target.label, detail: target.note, value: target })),
    { heading: l10n.t('cannot use this token') },
    ...noTargets().map((target) => ({ label: target.label, value: target })),
  ];
}

function withoutEndpoint({ name }: Workgroup): UserError {
  return new UserError(
    l10n.t(
      'The endpoint of workgroup {0} is not known: it is being created, or was added by its name alone. Try again later, or add it by its endpoint.',
      name,
    ),
    { kind: 'retry' },
  );
}
