import assert from 'node:assert/strict';
import type { ExpiryAction } from '../../../../src/core/tokens/dueTokens.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { endCompany, startCompany } from '../../../fakes/company.js';
import { minute } from '../../../fakes/madeToken.js';
import type { Product } from '../../../fakes/product.js';
import { Windows } from '../../../fakes/windows.js';

const hour = 60 * minute;
const days = 10;
const { signal } = new AbortController();

/** What ten days came to. */
interface Count {
  prompts: number;
  /** Calls that AWS answered with a token. */
  tokens: number;
  /** Tries that a lost network ended. */
  lost: number;
  /** Minutes in which the person was there, the network too, and no token was good. */
  deadMinutes: number;
}

/**
 * A day of work: from nine to six in three windows by turns, the computer asleep over lunch, the network gone twice for 20
 * minutes, an idle evening, and a night's sleep.
 */
class WorkingDays {
  private readonly count: Count = { prompts: 0, tokens: 0, lost: 0, deadMinutes: 0 };
  private isOnline = true;
  private answered = 0;

  constructor(
    private readonly windows: Windows,
    private readonly first: Product,
    private readonly refs: readonly WorkgroupRef[],
  ) {}

  async run(): Promise<Count> {
    const { all, clock } = this.windows;
    for (let day = 0; day < days; day += 1) {
      this.windows.goTo(all[day % all.length]);
      await this.windows.settle();
      await this.getWhereNone();
      await this.work(90);
      await this.withoutNetwork(20);
      await this.work(70);
      await this.sleep(hour);
      this.windows.goTo(all[(day + 1) % all.length]);
      await this.windows.settle();
      await this.getWhereNone();
      await this.work(100);
      await this.withoutNetwork(20);
      this.windows.goTo(all[(day + 2) % all.length]);
      await this.work(180);
      this.windows.goTo(undefined);
      await this.windows.pass(5 * hour, minute);
      clock.sleep(10 * hour);
      await this.windows.settle();
    }
    this.count.prompts = this.windows.prompts;
    this.count.tokens = this.first.aws.tokens.length;
    return this.count;
  }

  private async work(minutes: number): Promise<void> {
    for (let passed = 0; passed < minutes; passed += 1) {
      await this.windows.pass(minute, 10_000);
      await this.answer();
      if (this.isOnline && !this.hasToken()) this.count.deadMinutes += 1;
    }
  }

  private async withoutNetwork(minutes: number): Promise<void> {
    const before = this.first.aws.requests.length;
    this.isOnline = false;
    this.first.aws.inject({ kind: 'reset', operation: 'GetIdentityCenterAuthToken', times: 1000 });
    await this.work(minutes);
    this.first.aws.clearFaults();
    this.isOnline = true;
    this.count.lost += this.first.aws.requests.length - before;
  }

  private async sleep(ms: number): Promise<void> {
    this.windows.clock.sleep(ms);
    await this.windows.settle();
  }

  private hasToken(): boolean {
    const now = this.first.edges.clock.now();
    return this.here().held.current.some(({ expiresAt }) => expiresAt > now);
  }

  private here(): Product {
    return this.windows.all.find(({ edges }) => edges.focus.isFocused) ?? this.first;
  }

  /** Where nothing is good, and nobody has asked, the person gets a token by hand. */
  private async getWhereNone(): Promise<void> {
    if (!this.hasToken()) await this.here().service.get(this.refs, signal);
  }

  /** The person presses Refresh, where they are there and the network is. */
  private async answer(): Promise<void> {
    if (!this.isOnline || this.windows.prompts === this.answered) return;
    this.answered = this.windows.prompts;
    const window = this.here();
    await window.service.refresh(this.refs, signal);
    await this.windows.settle();
  }
}

/** Who knows the day beforehand gets a token at nine and each hour, and at one and each hour: 3 and 5. */
const perfect = { tokens: days * 8, prompts: 0, lost: 0, deadMinutes: 0 };

describe('Ten days of work', function () {
  this.timeout(120_000);
  let first: Product;
  let windows: Windows;
  const run = async (action: ExpiryAction): Promise<Count> => {
    first.edges.expiryAction = action;
    const refs = await first.workgroups();
    await first.service.get(refs, signal);
    windows = await Windows.open(first, 3);
    const count = await new WorkingDays(windows, first, refs).run();
    process.stdout.write(`      ${action}: ${JSON.stringify(count)}; perfect: ${JSON.stringify(perfect)}\n`);
    return count;
  };
  const realNow = Date.now;
  beforeEach(async () => {
    first = await startCompany();
    const { localClock } = first.edges;
    // The SDK signs with this computer's time, and meets no skew: one try a call is enough.
    Date.now = () => localClock.now();
  });
  afterEach(async () => {
    Date.now = realNow;
    windows.dispose();
    await endCompany(first);
  });

  it('with silent refreshes ask nobody, and call little more than who knows the day beforehand', async () => {
    const { prompts, tokens, deadMinutes } = await run('refresh');
    assert.deepEqual([prompts, deadMinutes <= days], [0, true]);
    assert.ok(tokens >= perfect.tokens && tokens <= days * 12, String(tokens));
  });

  it('with questions ask once for each token', async () => {
    const { prompts, tokens } = await run('ask');
    assert.ok(prompts <= tokens, `${prompts} prompts, ${tokens} tokens`);
    assert.ok(tokens <= days * 12, String(tokens));
  });
});
