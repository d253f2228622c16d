import assert from 'node:assert/strict';
import { ExpiryWatcher } from '../../../../src/core/tokens/expiryWatcher.js';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { SnoozeList } from '../../../../src/core/tokens/snoozeList.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';
import { MemoryState } from '../../../fakes/memoryState.js';
import { PromptRecord } from '../../../fakes/promptRecord.js';

const second = 1000;
const hour = 60 * minute;

describe('the expiry watcher', () => {
  let clock: FakeClock;
  let secrets: MemorySecrets;
  let state: MemoryState;
  let leadMinutes: number;
  beforeEach(() => {
    clock = new FakeClock();
    secrets = new MemorySecrets();
    state = new MemoryState();
    leadMinutes = 5;
  });

  /** A window: what it holds, and when it asked about what, in minutes since it opened. */
  function open() {
    const openedAt = clock.now();
    const held = new HeldTokens(secrets, clock, new CollectedLog());
    const snoozes = new SnoozeList(state, clock);
    const prompts = new PromptRecord();
    const asked: [atMinute: number, names: string][] = [];
    const ask = (tokens: Parameters<PromptRecord['ask']>[0]): void => {
      prompts.ask(tokens);
      const names = tokens.flatMap(({ workgroups }) => workgroups.map(({ name }) => name));
      asked.push([(clock.now() - openedAt) / minute, names.join(' ')]);
    };
    const watcher = new ExpiryWatcher(held, clock, () => leadMinutes, { ask }, snoozes);
    held.onDidChange(() => watcher.check());
    return { held, snoozes, watcher, asked, prompts };
  }

  it('wakes once a minute, and once a second in the last two minutes of the hour', async () => {
    const { held, watcher } = open();
    let ticks = 0;
    watcher.onDidTick(() => (ticks += 1));
    await held.keep(madeToken(['analytics'], clock.now()));
    clock.advance(hour - 2 * minute);
    const before = clock.wakeUps;
    clock.advance(2 * minute);
    assert.deepEqual(
      { before, last: clock.wakeUps - before, ticks, waiting: clock.waiting },
      { before: 58, last: 120, ticks: 178, waiting: 0 },
    );
  });

  it('does not wake at all with nothing held, nor for tokens that have ended', async () => {
    const { held, watcher } = open();
    watcher.check();
    clock.advance(24 * hour);
    await held.keep(madeToken(['old'], clock.now() - 2 * hour));
    clock.advance(24 * hour);
    assert.deepEqual({ wakeUps: clock.wakeUps, waiting: clock.waiting }, { wakeUps: 0, waiting: 0 });
  });

  it('asks once, five minutes before the end, and not again at the end', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    clock.advance(3 * hour);
    assert.deepEqual(asked, [[55, 'analytics']]);
  });

  it('asks a fifth of a short life before its end', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now(), { lifeMs: 10 * minute }));
    clock.advance(hour);
    assert.deepEqual(asked, [[8, 'analytics']]);
  });

  it('asks as many minutes before the end as the setting says, from its next look on', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    leadMinutes = 10;
    clock.advance(hour);
    assert.deepEqual(asked, [[50, 'analytics']]);
  });

  it('asks together about tokens that end within a minute of each other, and apart about others', async () => {
    const { held, asked } = open();
    for (const [name, after] of [
      ['a', 0],
      ['b', 50 * second],
      ['c', 3 * minute],
    ] as const)
      await held.keep(madeToken([name], clock.now() + after));
    clock.advance(2 * hour);
    assert.deepEqual(asked, [
      [55, 'a b'],
      [58, 'c'],
    ]);
  });

  it('asks once more at the end where the first was answered "Not now"', async () => {
    const { held, asked, snoozes, prompts } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    clock.advance(56 * minute);
    await snoozes.add(prompts.asked[0]!);
    clock.advance(3 * hour);
    assert.deepEqual(asked, [
      [55, 'analytics'],
      [60, 'analytics'],
    ]);
  });

  it('asks no more where "Not now" was answered only after the end', async () => {
    const { held, asked, snoozes, prompts, watcher } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    clock.advance(61 * minute);
    await snoozes.add(prompts.asked[0]!);
    watcher.check();
    assert.deepEqual(asked, [[55, 'analytics']]);
  });

  it('asks exactly once after eight hours of sleep', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    clock.advance(10 * minute);
    clock.sleep(8 * hour);
    clock.advance(hour);
    assert.deepEqual(asked, [[490, 'analytics']]);
  });

  it('asks at once when looked at after a sleep, before its timer goes off', async () => {
    const { held, asked, watcher } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    const now = clock.now.bind(clock);
    clock.now = () => now() + 8 * hour;
    watcher.check();
    assert.deepEqual(
      asked.map(([, names]) => names),
      ['analytics'],
    );
  });

  it('asks nothing about a token that had ended before the window opened', async () => {
    secrets = new MemorySecrets();
    await open().held.keep(madeToken(['analytics'], clock.now()));
    clock.sleep(2 * hour);
    const { held, asked } = open();
    await held.load();
    clock.advance(hour);
    assert.deepEqual({ asked, held: held.current.length }, { asked: [], held: 1 });
  });

  it('never asks about a token that is refreshed before its lead time', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now(), { id: 'first' }));
    clock.advance(50 * minute);
    await held.keep(madeToken(['analytics'], clock.now(), { id: 'second' }));
    clock.advance(50 * minute);
    assert.deepEqual(asked, []);
  });

  describe('in the next window, within the lead time', () => {
    const reopen = async (isSnoozed: boolean) => {
      const first = open();
      await first.held.keep(madeToken(['analytics'], clock.now()));
      clock.advance(56 * minute);
      if (isSnoozed) await first.snoozes.add(first.prompts.asked[0]!);
      first.watcher.dispose();
      const second = open();
      await second.held.load();
      return second;
    };

    it('asks', async () => {
      const { asked } = await reopen(false);
      clock.advance(hour);
      assert.deepEqual(asked, [[0, 'analytics']]);
    });

    it('asks only at the end where "Not now" was answered before', async () => {
      const { asked } = await reopen(true);
      clock.advance(hour);
      assert.deepEqual(asked, [[4, 'analytics']]);
    });
  });

  it('is silent once disposed of', async () => {
    const { held, asked, watcher } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    watcher.dispose();
    clock.advance(hour);
    assert.deepEqual({ asked, wakeUps: clock.wakeUps }, { asked: [], wakeUps: 0 });
  });
});
