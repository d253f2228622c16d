import * as l10n from '@vscode/l10n';
import type { Clock } from '../../core/base/clock.js';
import { stopIfCancelled } from '../../core/base/userError.js';
import type { EndpointConnection } from '../../core/connections/connection.js';
import {
  testedText,
  testError,
  type TestedConnection,
  type TestStep,
} from '../../core/connections/connectionTest.js';
import type { LocalConnections } from '../../core/connections/endpoint/localConnections.js';
import type { ActionRunner, Task } from '../doors/commands.js';
import { showMessage } from '../doors/notify.js';
import type { ChosenWorkgroups } from '../sources/chosenWorkgroups.js';

/** Connects as a client would, through a local endpoint. Throws what the client said. */
export type ConnectionTester = (
  connection: EndpointConnection,
  signal: AbortSignal,
) => Promise<TestedConnection>;

/** Shows whether a workgroup lets this person in, and as whom. */
export class TestCommands {
  constructor(
    private readonly chosen: ChosenWorkgroups,
    private readonly local: LocalConnections,
    private readonly test: ConnectionTester,
    private readonly clock: Clock,
    private readonly act: ActionRunner,
  ) {}

  async run(task: Task, args: readonly unknown[]): Promise<void> {
    const workgroup = await this.chosen.one(task, args, l10n.t('Test Connection'));
    const tested = await task.wait(l10n.t('Connecting to {0}', workgroup.name), async () => {
      const times: TestStep[] = [];
      const step = async <T>(name: TestStep['name'], work: Promise<T>): Promise<T> => {
        const began = this.clock.now();
        const done = await work;
        times.push({ name, ms: this.clock.now() - began });
        return done;
      };
      await step('token', this.local.getTokens([workgroup], task.signal, task.isRetry));
      const visit = await step(
        'endpoint',
        this.local.visit(workgroup, l10n.t('Test Connection'), task.signal),
      );
      try {
        const result = await this.test(visit.connection, task.signal);
        return { ...result, steps: [...times, ...result.steps] };
      } catch (error) {
        stopIfCancelled(task.signal);
        throw testError(workgroup.name, error);
      } finally {
        await visit.end();
      }
    });
    void this.tell(testedText(workgroup.name, tested));
  }

  /** The message may go by itself. Its button lets VS Code show it as a whole. */
  private async tell(text: string): Promise<void> {
    const copy = l10n.t('Copy');
    if ((await showMessage('info', text, copy)) === copy)
      this.act({ kind: 'copyText', title: copy, text }, () => undefined);
  }
}
