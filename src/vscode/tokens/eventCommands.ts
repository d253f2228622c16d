import * as l10n from '@vscode/l10n';
import { UserError } from '../../core/base/userError.js';
import { eventListText } from '../../core/events/eventList.js';
import type { EventRecord } from '../../core/events/eventRecord.js';
import type { RecordedEvent } from '../../core/events/recordedEvent.js';
import type { Commands } from '../doors/commands.js';
import { showBriefly, showMessage } from '../doors/notify.js';
import type { TextDocuments } from '../doors/textDocuments.js';

/** Shows what happened on this computer, and lets a person delete that. */
export class EventCommands {
  constructor(
    private readonly record: Pick<EventRecord, 'all' | 'delete'>,
    private readonly documents: TextDocuments,
    private readonly commands: Pick<Commands, 'run'>,
  ) {}

  async show(): Promise<void> {
    const events = await this.events();
    await this.documents.show(l10n.t('Record of Events'), eventListText(events), 'txt');
    // The message may go by itself; the document stays.
    if (events.length > 0) void this.offerDeletion();
  }

  private async offerDeletion(): Promise<void> {
    const button = l10n.t('Delete the Record');
    const text = l10n.t('The record is kept on this computer only, without tokens and passwords.');
    if ((await showMessage('info', text, button)) !== button) return;
    await this.commands.run(async () => {
      await this.delete();
      showBriefly(l10n.t('The record of events is deleted'));
    });
  }

  private async events(): Promise<readonly RecordedEvent[]> {
    try {
      return await this.record.all();
    } catch (cause) {
      throw new UserError(
        l10n.t('The record of events cannot be read: its file does not open.'),
        { kind: 'retry' },
        { cause },
      );
    }
  }

  private async delete(): Promise<void> {
    try {
      await this.record.delete();
    } catch (cause) {
      throw new UserError(l10n.t('The record of events could not be deleted.'), { kind: 'retry' }, { cause });
    }
  }
}
