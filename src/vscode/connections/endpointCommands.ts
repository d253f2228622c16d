import * as l10n from '@vscode/l10n';
import { Cancelled, UserError } from '../../core/base/userError.js';
import { timeAndDay } from '../../core/base/duration.js';
import type { Clock } from '../../core/base/clock.js';
import type { Endpoints } from '../../core/connections/endpoint/endpoints.js';
import type { HandOuts } from '../../core/connections/endpoint/handOuts.js';
import { workgroupKey, type WorkgroupRef } from '../../core/sources/workgroup.js';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { Task } from '../doors/commands.js';
import { isConfirmed, showBriefly } from '../doors/notify.js';
import { pickMany } from '../doors/pick.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';

/** The commands about local endpoints and what was handed out for them. */
export class EndpointCommands {
  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly endpoints: Endpoints,
    private readonly handOuts: HandOuts,
    private readonly clock: Clock,
  ) {}

  /** Stops those of the rows; without a row, those that are open. */
  async stop(args: readonly unknown[]): Promise<void> {
    const open = this.openOf(args);
    if (open.length === 0) throw noneOpen();
    const refs =
      open.length === 1
        ? open
        : await pickMany(
            open.map((ref) => ({ label: ref.name, picked: true, value: ref })),
            { title: l10n.t('Stop Local Endpoint'), placeholder: l10n.t('Choose workgroups') },
          );
    const clients = [...new Set(refs.flatMap((ref) => this.endpoints.clients(ref)))];
    if (clients.length > 0) {
      const question = l10n.t('Stop the local endpoint of {0}?', workgroupNames(refs));
      const detail = l10n.t('Connected through it, and ended by this: {0}.', clients.join(', '));
      if (!(await isConfirmed(question, detail, l10n.t('Stop')))) throw new Cancelled();
    }
    await Promise.all(refs.map((ref) => this.endpoints.stop(ref)));
    showBriefly(l10n.t('Local endpoint of {0} stopped', workgroupNames(refs)));
  }

  /** Takes back user names and passwords that were handed out: their sessions end, and they open nothing. */
  async revoke(args: readonly unknown[]): Promise<void> {
    const rows = new Set(this.chosen.rows(args).map(workgroupKey));
    const all = this.handOuts.all();
    const records = rows.size === 0 ? all : all.filter(({ workgroup }) => rows.has(workgroupKey(workgroup)));
    if (records.length === 0) throw nothingHandedOut();
    const chosen = await pickMany(
      records.flatMap(({ workgroup, handOuts }) =>
        handOuts.map(({ user, client, madeAt }) => ({
          label: client,
          description: l10n.t(
            '{0} · {1} · since {2}',
            workgroup.name,
            user,
            timeAndDay(madeAt, this.clock.now()),
          ),
          value: { workgroup, user },
        })),
      ),
      {
        title: l10n.t('Revoke Access…'),
        placeholder: l10n.t('Choose the clients that may not connect any more'),
      },
    );
    for (const { workgroup, user } of chosen) await this.endpoints.revoke(workgroup, user);
    showBriefly(l10n.t('Revoked: {0}', chosen.map(({ user }) => user).join(', ')));
  }

  /** Moves the endpoint of a row, whose port another program holds. */
  async useOtherPort(task: Task, args: readonly unknown[]): Promise<void> {
    const workgroup = await this.chosen.one(task, args, l10n.t('Use Another Port'));
    const question = l10n.t('Use another port for the local endpoint of {0}?', workgroup.name);
    const detail = l10n.t('Connections that are saved in your clients must be changed to the new port.');
    if (!(await isConfirmed(question, detail, l10n.t('Use Another Port')))) throw new Cancelled();
    await this.endpoints.useOtherPort(workgroup, task.signal);
  }

  private openOf(args: readonly unknown[]): readonly WorkgroupRef[] {
    const rows = this.chosen.rows(args);
    if (rows.length === 0) return this.endpoints.open;
    return rows.filter((ref) => this.endpoints.stateOf(ref).kind === 'open');
  }
}

function noneOpen(): UserError {
  return new UserError(
    l10n.t('No local endpoint is open in this window. One that is open in another window is stopped there.'),
    { kind: 'retry' },
  );
}

function nothingHandedOut(): UserError {
  return new UserError(l10n.t('Nothing is handed out: no client has a user name and password.'), {
    kind: 'retry',
  });
}
