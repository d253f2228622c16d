import assert from 'node:assert/strict';
import type { FakeClock } from '../../../fakes/fakeClock.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { RenewalStage, settled } from './renewalStage.js';

const second = 1000;
const hour = 60 * minute;

describe('the expiry watcher', () => {
  let stage: RenewalStage;
  let clock: FakeClock;
  beforeEach(() => {
    stage = new RenewalStage();
    clock = stage.clock;
  });
  const open = () => stage.open();

  it('wakes once a minute, and once a second in the last two minutes of the hour', async () => {
    const { held, watcher } = open();
    let ticks = 0;
    watcher.onDidTick(() => (ticks += 1));
    await held.keep(madeToken(['analytics'], clock.now()));
    await stage.pass(hour - 2 * minute);
    const before = clock.wakeUps;
    await stage.pass(2 * minute);
    assert.deepEqual(
      { before, last: clock.wakeUps - before, ticks, waiting: clock.waiting },
      { before: 58, last: 120, ticks: 178, waiting: 0 },
    );
  });

  it('does not wake at all with nothing held, nor for tokens that have ended', async () => {
    const { held, watcher } = open();
    watcher.check();
    await stage.pass(24 * hour);
    await held.keep(madeToken(['old'], clock.now() - 2 * hour));
    await settled();
    await stage.pass(24 * hour);
    assert.deepEqual({ wakeUps: clock.wakeUps, waiting: clock.waiting }, { wakeUps: 0, waiting: 0 });
  });

  it('asks once, five minutes before the end, and not again at the end', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    await stage.pass(3 * hour);
    assert.deepEqual(asked, [[55, 'analytics']]);
  });

  it('asks a fifth of a short life before its end', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now(), { lifeMs: 10 * minute }));
    await stage.pass(hour);
    assert.deepEqual(asked, [[8, 'analytics']]);
  });

  it('asks as many minutes before the end as the setting says, from its next look on', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    stage.leadMinutes = 10;
    await stage.pass(hour);
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
    await stage.pass(2 * hour);
    assert.deepEqual(asked, [
      [55, 'a b'],
      [58, 'c'],
    ]);
  });

  it('asks once more at the end where the first was answered "Not now"', async () => {
    const { held, asked, snoozes, prompts } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    await stage.pass(56 * minute);
    await snoozes.add(prompts.asked[0]!);
    await stage.pass(3 * hour);
    assert.deepEqual(asked, [
      [55, 'analytics'],
      [60, 'analytics'],
    ]);
  });

  it('asks no more where "Not now" was answered only after the end', async () => {
    const { held, asked, snoozes, prompts, watcher } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    await stage.pass(61 * minute);
    await snoozes.add(prompts.asked[0]!);
    watcher.check();
    await settled();
    assert.deepEqual(asked, [[55, 'analytics']]);
  });

  it('asks exactly once after eight hours of sleep', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    await stage.pass(10 * minute);
    clock.sleep(8 * hour);
    await settled();
    await stage.pass(hour);
    assert.deepEqual(asked, [[490, 'analytics']]);
  });

  it('asks at once when looked at after a sleep, before its timer goes off', async () => {
    const { held, asked, watcher } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    const now = clock.now.bind(clock);
    clock.now = () => now() + 8 * hour;
    watcher.check();
    await settled();
    assert.deepEqual(
      asked.map(([, names]) => names),
      ['analytics'],
    );
  });

  it('asks nothing about a token that had ended before the window opened', async () => {
    await open().held.keep(madeToken(['analytics'], clock.now()));
    clock.sleep(2 * hour);
    await settled();
    const { held, asked } = open();
    await held.load();
    await stage.pass(hour);
    assert.deepEqual({ asked, held: held.current.length }, { asked: [], held: 1 });
  });

  it('never asks about a token that is refreshed before its lead time', async () => {
    const { held, asked } = open();
    await held.keep(madeToken(['analytics'], clock.now(), { id: 'first' }));
    await stage.pass(50 * minute);
    await held.keep(madeToken(['analytics'], clock.now(), { id: 'second' }));
    await stage.pass(50 * minute);
    assert.deepEqual(asked, []);
  });

  describe('in the next window, within the lead time', () => {
    const reopen = async (isSnoozed: boolean) => {
      const first = open();
      await first.held.keep(madeToken(['analytics'], clock.now()));
      await stage.pass(56 * minute);
      if (isSnoozed) await first.snoozes.add(first.prompts.asked[0]!);
      first.close();
      await settled();
      const second = open();
      await second.held.load();
      await settled();
      return second;
    };

    it('asks', async () => {
      const { asked } = await reopen(false);
      await stage.pass(hour);
      assert.deepEqual(asked, [[0, 'analytics']]);
    });

    it('asks only at the end where "Not now" was answered before', async () => {
      const { asked } = await reopen(true);
      await stage.pass(hour);
      assert.deepEqual(asked, [[4, 'analytics']]);
    });
  });

  it('is silent once disposed of', async () => {
    const { held, asked, close } = open();
    await held.keep(madeToken(['analytics'], clock.now()));
    close();
    await stage.pass(hour);
    assert.deepEqual({ asked, wakeUps: clock.wakeUps }, { asked: [], wakeUps: 0 });
  });
});
