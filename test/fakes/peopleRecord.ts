import { Cancelled, UserError } from '../../src/core/base/userError.js';
import type { EngineEdges } from '../../src/assembly/engineEdges.js';

type Job = Parameters<EngineEdges['commands']['run']>[0];

/** What a person is told by the command boundary, unasked or at the end of what they started. */
export class PeopleRecord {
  readonly said: { readonly sentence: string; readonly action: string }[] = [];
  private running = 0;

  get hasPersonWaiting(): boolean {
    return this.running > 0;
  }

  /** Runs a job as the command boundary does. Never rejects. */
  async run(job: Job, isRetry = false): Promise<void> {
    this.running += 1;
    try {
      await job({ signal: new AbortController().signal, isRetry, wait: (_, work) => work(() => undefined) });
    } catch (error) {
      if (error instanceof Cancelled) return;
      if (!(error instanceof UserError)) throw error;
      this.said.push({ sentence: error.message, action: error.action.kind });
    } finally {
      this.running -= 1;
    }
  }
}
