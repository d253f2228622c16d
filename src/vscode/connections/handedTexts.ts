import * as l10n from '@vscode/l10n';
import type { ClipboardGuard } from '../../core/connections/clipboardGuard.js';
import type { EndpointConnection } from '../../core/connections/connection.js';
import { isKeptClient, terminalClient } from '../../core/connections/endpoint/keptPasswords.js';
import type { LocalConnections } from '../../core/connections/endpoint/localConnections.js';
import { hidden, previewEndpoint } from '../../core/connections/targets/preview.js';
import type { EndpointTarget, FormField } from '../../core/connections/targets/target.js';
import type { WorkgroupRef } from '../../core/sources/workgroup.js';
import { workgroupNames } from '../../core/sources/workgroupNames.js';
import type { Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import { pickInTurn } from '../doors/pick.js';
import { copiedText } from './copiedText.js';

/** What the clients of local endpoints take: each with a user name and a password of its own. */
export class HandedTexts {
  constructor(
    private readonly local: LocalConnections,
    private readonly guard: ClipboardGuard,
  ) {}

  /** Opens the endpoints, and gives the client what it takes: a text, or the fields of its form. */
  async give(task: Task, refs: readonly WorkgroupRef[], target: EndpointTarget): Promise<void> {
    const connections = await task.wait(l10n.t('Connecting to {0}', workgroupNames(refs)), async () => {
      await this.local.open(refs, task.signal, task.isRetry);
      return Promise.all(refs.map((ref) => this.connection(ref, target, task.signal)));
    });
    if (target.fields !== undefined) await this.giveFields(target, target.fields, connections);
    else await this.copyText(target, connections);
  }

  /** The text as it would be copied, without a password. */
  async preview(refs: readonly WorkgroupRef[], target: EndpointTarget, signal: AbortSignal): Promise<string> {
    const described = refs.map((ref) => this.local.describe(ref, clientOf(target), signal));
    return previewEndpoint(target, await Promise.all(described));
  }

  private async connection(
    ref: WorkgroupRef,
    target: EndpointTarget,
    signal: AbortSignal,
  ): Promise<EndpointConnection> {
    const client = clientOf(target);
    if (!isKeptClient(client)) return this.local.give(ref, client, signal);
    // What reads the file needs no password in its text.
    return { ...(await this.local.giveKept(ref, client, signal)), password: hidden };
  }

  private async copyText(target: EndpointTarget, connections: readonly EndpointConnection[]): Promise<void> {
    const seconds = await this.guard.copy(target.textOfAll(connections));
    const what = l10n.t(
      'Copied the connection to {0} for {1}. It works while VS Code is open on this machine, also after the hour.',
      connections.map(({ workgroupName }) => workgroupName).join(', '),
      target.label,
    );
    // Only told; nothing waits for it to be read.
    void showMessage('info', copiedText(what, seconds, this.guard.canEmpty));
  }

  /** One field after the other, in the form's own order; the choice stays open while the form is filled. */
  private async giveFields(
    target: EndpointTarget,
    fields: NonNullable<EndpointTarget['fields']>,
    connections: readonly EndpointConnection[],
  ): Promise<void> {
    const choices = connections.flatMap((connection) => [
      ...(connections.length > 1 ? [{ heading: connection.workgroupName }] : []),
      ...fields(connection).map((field) => ({
        label: field.label,
        description: field.isSecret ? hidden : field.value,
        value: field,
      })),
    ]);
    const text = {
      title: l10n.t(
        '{0}: {1}',
        target.label,
        connections.map(({ workgroupName }) => workgroupName).join(', '),
      ),
      placeholder: l10n.t('Enter copies a field and goes on to the next; Escape when the form is filled'),
    };
    await pickInTurn(choices, text, (field: FormField) => this.copyField(field));
  }

  private async copyField({ value, isSecret }: FormField): Promise<void> {
    if (isSecret) await this.guard.copy(value);
    else await this.guard.copyPlain(value);
  }
}

/** Whose user name and password it gets. */
function clientOf({ label, readsPasswordFile }: EndpointTarget): string {
  return readsPasswordFile === true ? terminalClient : label;
}
