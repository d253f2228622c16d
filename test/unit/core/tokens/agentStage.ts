import { noRestrictions } from '../../../../src/core/base/restrictions.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { AgentAnswers } from '../../../../src/core/tokens/agentAnswers.js';
import { AgentWorkgroups } from '../../../../src/core/tokens/agentWorkgroups.js';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { Refusals } from '../../../../src/core/tokens/refusals.js';
import type { TokenOutcome } from '../../../../src/core/tokens/tokenOutcome.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeRef } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

export const granted = (refs: readonly WorkgroupRef[]): Promise<TokenOutcome> =>
  Promise.resolve({ granted: refs, refused: [], notTried: [] });

/** What agents are told about, and what they have begun. */
export class AgentStage {
  readonly clock = new FakeClock();
  readonly log = new CollectedLog();
  readonly held = new HeldTokens(new MemorySecrets(), this.clock, this.log);
  readonly refusals = new Refusals();
  listed = ['analytics', 'ledger', 'marketing'].map((name) => madeRef(name));
  ticked: readonly WorkgroupRef[] = [];
  isBusy = false;
  /** What AWS answers to a refresh. */
  outcome = granted;
  /** Of each refresh, the names. */
  readonly refreshed: string[] = [];

  answers(canUseAgentTools = true): AgentAnswers {
    const ticked = (): readonly WorkgroupRef[] => this.ticked;
    return new AgentAnswers(
      new AgentWorkgroups(
        { current: { sources: [makeSource({ kind: 'environment' }, 'us-east-1')] } as never },
        { workgroups: () => this.listed.map((ref) => ({ ...ref, status: 'AVAILABLE' })) as never },
        {
          get current() {
            return ticked();
          },
        },
        this.held,
        this.refusals,
        this.clock,
        () => 5,
      ),
      {
        refresh: (refs) => {
          this.refreshed.push(refs.map(({ name }) => name).join(' '));
          return this.outcome(refs);
        },
      },
      this.clock,
      () => this.isBusy,
      { ...noRestrictions, canUseAgentTools },
      this.log,
    );
  }
}
