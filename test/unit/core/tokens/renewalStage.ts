import { setImmediate as turn } from 'node:timers/promises';
import type { ExpiryAction } from '../../../../src/core/tokens/dueTokens.js';
import { ExpiryWatcher } from '../../../../src/core/tokens/expiryWatcher.js';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { Lease } from '../../../../src/core/tokens/lease.js';
import { Renewal } from '../../../../src/core/tokens/renewal.js';
import { SilentRefresh } from '../../../../src/core/tokens/silentRefresh.js';
import { SilentSets } from '../../../../src/core/tokens/silentSets.js';
import { SnoozeList } from '../../../../src/core/tokens/snoozeList.js';
import { workgroupKey, type WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import type { Token } from '../../../../src/core/tokens/token.js';
import type { TokenOutcome } from '../../../../src/core/tokens/tokenOutcome.js';
import { TokenSteps } from '../../../../src/core/tokens/tokenSteps.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { FakeFocus } from '../../../fakes/fakeFocus.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { MemoryLeases } from '../../../fakes/memoryLeases.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';
import { MemoryState } from '../../../fakes/memoryState.js';
import { PromptRecord } from '../../../fakes/promptRecord.js';

/** One machine, on which windows are opened; AWS gives what a test says, at once. */
export class RenewalStage {
  readonly clock = new FakeClock();
  readonly secrets = new MemorySecrets();
  readonly state = new MemoryState();
  readonly leases = new MemoryLeases();
  leadMinutes = 5;
  action: ExpiryAction = 'ask';
  needsPerson = false;
  /** The minutes at which AWS was asked. */
  readonly calls: number[] = [];
  /** Instead of a token for an hour. */
  refuse: (() => TokenOutcome['notTried'][number]['reason']) | undefined;
  lifeMs = 60 * minute;
  private readonly startedAt = this.clock.now();

  get minutes(): number {
    return Math.round(((this.clock.now() - this.startedAt) / minute) * 100) / 100;
  }

  /** A window: what it holds, and when it asked about what, in minutes since it opened. */
  open() {
    const { clock, secrets, state, leases } = this;
    const openedAt = clock.now();
    const log = new CollectedLog();
    const focus = new FakeFocus();
    const held = new HeldTokens(secrets, clock, log);
    const snoozes = new SnoozeList(state, clock);
    const silentSets = new SilentSets(state);
    const prompts = new PromptRecord();
    const asked: [atMinute: number, names: string][] = [];
    const prompter: PromptRecord = Object.assign(Object.create(prompts) as PromptRecord, {
      ask: (...[tokens, about]: Parameters<PromptRecord['ask']>): void => {
        prompts.ask(tokens, about);
        const names = tokens.flatMap(({ workgroups }) => workgroups.map(({ name }) => name));
        asked.push([(clock.now() - openedAt) / minute, names.join(' ')]);
      },
    });
    const settings = { leadMinutes: () => this.leadMinutes, expiryAction: () => this.action };
    const refresh = (refs: readonly WorkgroupRef[]) => this.refresh(held, refs);
    const renewal = new Renewal({
      held,
      clock,
      focus,
      lease: new Lease(leases, clock),
      steps: new TokenSteps(held, clock, settings, snoozes, silentSets),
      refresh: new SilentRefresh({ refresh }, held, log),
      prompter,
      snoozes,
      log,
      reread: () => held.load(),
      needsPerson: () => Promise.resolve(this.needsPerson),
    });
    const watcher = new ExpiryWatcher(held, clock, settings.leadMinutes, renewal);
    for (const onDidChange of [
      held.onDidChange,
      renewal.onDidSettle,
      silentSets.onDidChange,
      focus.onDidFocus,
    ])
      onDidChange(() => watcher.check());
    const close = (): void => {
      renewal.dispose();
      watcher.dispose();
    };
    return { held, snoozes, silentSets, watcher, focus, asked, prompts, log, close };
  }

  /** Lets time pass, with time for the windows to do their work in between. */
  async pass(ms: number, step = minute): Promise<void> {
    for (let left = ms; left > 0; left -= step) {
      this.clock.advance(Math.min(step, left));
      await settled();
    }
  }

  private async refresh(held: HeldTokens, refs: readonly WorkgroupRef[]): Promise<TokenOutcome> {
    this.calls.push(this.minutes);
    const keys = new Set(refs.map(workgroupKey));
    const tokens = held.current.filter((token) =>
      token.workgroups.some((ref) => keys.has(workgroupKey(ref))),
    );
    const all = tokens.flatMap(({ workgroups }) => workgroups);
    const reason = this.refuse?.();
    if (reason !== undefined)
      return { granted: [], refused: [], notTried: all.map((workgroup) => ({ workgroup, reason })) };
    for (const token of tokens) await held.keep(this.renewed(token));
    return { granted: all, refused: [], notTried: [] };
  }

  private renewed({ workgroups }: Token): Token {
    const names = workgroups.map(({ name }) => name);
    const id = `${names.join('-')}-${String(this.calls.length)}`;
    return madeToken(names, this.clock.now(), { id, lifeMs: this.lifeMs });
  }
}

/** Time for what is under way: nothing of it waits for anything real. */
export async function settled(): Promise<void> {
  for (let turns = 0; turns < 4; turns += 1) await turn();
}
