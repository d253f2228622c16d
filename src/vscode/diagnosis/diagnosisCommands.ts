import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { diagnose, type Diagnosis } from '../../core/diagnosis/diagnosis.js';
import type { Probes } from '../../core/diagnosis/probes.js';
import { reportText, verdictCounts, type ReportFrame } from '../../core/diagnosis/report.js';
import { credentialsName } from '../../core/sources/access.js';
import type { ActionRunner, Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';
import type { TextDocuments } from '../doors/textDocuments.js';

/** Says of one source what works, what does not, and what to do about it. */
export class DiagnosisCommands {
  private readonly frame: ReportFrame;

  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly probes: Probes,
    private readonly documents: TextDocuments,
    private readonly act: ActionRunner,
    place: { readonly productVersion: string; readonly platform: string },
  ) {
    const { productVersion, platform } = place;
    const { remoteName, appName } = vscode.env;
    this.frame = {
      productVersion,
      vscodeVersion: vscode.version,
      place: [appName, platform, remoteName].filter((part) => part !== undefined).join(', '),
    };
  }

  async diagnose(task: Task, args: readonly unknown[]): Promise<void> {
    const source = await this.chosen.source(args, l10n.t('Diagnose'));
    const title = l10n.t('Diagnosing {0} in {1}', credentialsName(source.credentials), source.region);
    const diagnosis = await task.wait(title, (report) =>
      diagnose(source, this.probes, task.signal, (check) => report(l10n.t('Looking at: {0}', check))),
    );
    await this.documents.show(
      l10n.t('Diagnosis of {0}', diagnosis.source),
      reportText(diagnosis, this.frame),
      'md',
    );
    void this.offerCopies(diagnosis);
  }

  /** The message may go by itself; the report stays. */
  private async offerCopies(diagnosis: Diagnosis): Promise<void> {
    const [whole, withoutAccounts] = [l10n.t('Copy'), l10n.t('Copy without Account Ids')];
    const text = l10n.t('Diagnosis of {0}: {1}.', diagnosis.source, verdictCounts(diagnosis));
    const pressed = await showMessage('info', text, whole, withoutAccounts);
    if (pressed === undefined) return;
    const hidesAccounts = pressed === withoutAccounts;
    const report = reportText(diagnosis, this.frame, { hidesAccounts });
    this.act({ kind: 'copyText', title: pressed, text: report }, () => undefined);
  }
}
