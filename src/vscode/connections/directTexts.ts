import * as l10n from '@vscode/l10n';
import { timeOfDay } from '../../core/base/duration.js';
import { UserError } from '../../core/base/userError.js';
import type { ClipboardGuard } from '../../core/connections/clipboardGuard.js';
import type { DirectConnection } from '../../core/connections/connection.js';
import { previewDirect } from '../../core/connections/targets/preview.js';
import type { DirectTarget } from '../../core/connections/targets/target.js';
import type { WorkgroupPlaces } from '../../core/connections/endpoint/upstreams.js';
import type { EventRecord } from '../../core/events/eventRecord.js';
import { namesOf } from '../../core/events/recordedEvent.js';
import type { WorkgroupRef } from '../../core/sources/workgroup.js';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { TokenService } from '../../core/tokens/tokenService.js';
import type { Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import { copiedText } from './copiedText.js';

/** Texts for the drivers that carry a token: each with one made for its workgroups alone. */
export class DirectTexts {
  constructor(
    private readonly places: WorkgroupPlaces,
    private readonly service: TokenService,
    private readonly guard: ClipboardGuard,
    private readonly record: Pick<EventRecord, 'note'>,
  ) {}

  async copy(task: Task, refs: readonly WorkgroupRef[], target: DirectTarget): Promise<void> {
    const names = workgroupNames(refs);
    const [token, connections] = await task.wait(l10n.t('Getting a Redshift token for {0}', names), () =>
      Promise.all([this.service.getExactly(refs, task.signal), this.connections(refs, task.signal)]),
    );
    const text = target.textOfAll(connections.map((connection) => ({ ...connection, token: token.value })));
    const seconds = await this.guard.copy(text);
    const { expiresAt: until } = token;
    this.record.note({ kind: 'copied', workgroups: namesOf(refs), who: target.label, until });
    const what = l10n.t(
      'Copied the connection to {0} for {1}. It holds a token that is good until {2}.',
      names,
      target.label,
      timeOfDay(token.expiresAt),
    );
    // Only told; nothing waits for it to be read.
    void showMessage('info', copiedText(what, seconds, this.guard.canEmpty));
  }

  /** The text as it would be copied, without a token. */
  async preview(refs: readonly WorkgroupRef[], target: DirectTarget, signal: AbortSignal): Promise<string> {
    return previewDirect(target, await this.connections(refs, signal));
  }

  private connections(
    refs: readonly WorkgroupRef[],
    signal: AbortSignal,
  ): Promise<readonly Omit<DirectConnection, 'token'>[]> {
    return Promise.all(
      refs.map(async (ref) => {
        const [endpoint, database] = await Promise.all([
          this.places.endpointOf(ref, signal),
          this.places.databaseOf(ref, signal),
        ]);
        if (endpoint === undefined) throw withoutEndpoint(ref);
        return { workgroupName: ref.name, ...endpoint, database };
      }),
    );
  }
}

function withoutEndpoint({ name }: WorkgroupRef): UserError {
  return new UserError(
    l10n.t(
      'The endpoint of workgroup {0} is not known: it is being created, or was added by its name alone. Try again later, or add it by its endpoint.',
      name,
    ),
    { kind: 'retry' },
  );
}
