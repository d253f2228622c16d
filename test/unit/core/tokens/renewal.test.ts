import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import { TokenRefusal } from '../../../../src/core/tokens/tokenRefusal.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { RenewalStage, settled } from './renewalStage.js';

const second = 1000;
const hour = 60 * minute;
const offline = (): TokenRefusal => new TokenRefusal('No network.', { kind: 'retry' }, { kind: 'moment' });
const signInNeeded = (): UserError =>
  new UserError('The sign-in has ended.', { kind: 'signIn', profile: 'anna' });

describe('the renewal of tokens', () => {
  let stage: RenewalStage;
  beforeEach(() => {
    stage = new RenewalStage();
  });
  type Window = ReturnType<RenewalStage['open']>;
  const hold = async (window: Window, names = ['analytics']) => {
    await window.held.keep(madeToken(names, stage.clock.now(), { id: `first-${names.join('-')}` }));
    await settled();
  };
  /** Windows that hold the same token; the person is in the first. */
  const openMany = async (count: number): Promise<readonly Window[]> => {
    const windows = Array.from({ length: count }, () => stage.open());
    for (const { focus } of windows.slice(1)) focus.leave();
    await hold(windows[0]!);
    for (const { held } of windows.slice(1)) await held.load();
    await settled();
    return windows;
  };

  describe('with a silent refresh', () => {
    beforeEach(() => {
      stage.action = 'refresh';
    });

    it('refreshes within the minute before the lead time, and asks nobody', async () => {
      const window = stage.open();
      await hold(window);
      await stage.pass(56 * minute, 5 * second);
      const [at] = stage.calls;
      assert.deepEqual(
        [stage.calls.length, at! >= 54 && at! <= 55, window.asked, window.held.current.map(({ id }) => id)],
        [1, true, [], ['analytics-1']],
      );
    });

    it('goes on so while the person is here, hour after hour', async () => {
      await hold(stage.open());
      await stage.pass(8 * hour);
      assert.equal(stage.calls.length, 8);
    });

    it('renews nothing through a night, but once when the person is back', async () => {
      const window = stage.open();
      await hold(window);
      await stage.pass(10 * minute);
      window.focus.leave();
      await stage.pass(12 * hour);
      const night = stage.calls.length;
      window.focus.enter();
      await settled();
      assert.deepEqual([night, stage.calls.length, window.asked], [1, 2, []]);
    });

    it('refreshes once after a long sleep, on waking where the person is here', async () => {
      const window = stage.open();
      await hold(window);
      await stage.pass(10 * minute);
      stage.clock.sleep(9 * hour);
      await settled();
      await stage.pass(minute);
      assert.deepEqual([stage.calls, window.asked], [[550], []]);
    });

    it('tries again after pauses that grow to two minutes, also after the end, and then goes on', async () => {
      const window = stage.open();
      await hold(window);
      stage.refuse = offline;
      await stage.pass(70 * minute, second);
      stage.refuse = undefined;
      await stage.pass(3 * minute, second);
      const pauses = stage.calls.slice(1).map((at, index) => Math.round((at - stage.calls[index]!) * 60));
      assert.deepEqual(
        [pauses.slice(0, 6), window.asked, window.held.current.length, window.held.current[0]!.id],
        [[5, 15, 45, 120, 120, 120], [], 1, `analytics-${stage.calls.length}`],
      );
    });

    it('gives way to asking where a person is needed, with the reason, and never tries again', async () => {
      const window = stage.open();
      await hold(window);
      stage.refuse = signInNeeded;
      await stage.pass(3 * hour);
      assert.deepEqual(
        [stage.calls.length, window.asked.map(([, names]) => names), window.prompts.about],
        [1, ['analytics'], [{ reason: 'The sign-in has ended.', canBeSilent: false }]],
      );
    });

    it('does not chase a token that ends no later than the one before', async () => {
      const window = stage.open();
      await hold(window);
      stage.lifeMs = 5.5 * minute;
      await stage.pass(3 * hour, 5 * second);
      assert.deepEqual([stage.calls.length, window.asked.length], [1, 1]);
    });

    it('is one call for five windows, and all hold the new token', async () => {
      const windows = await openMany(5);
      await stage.pass(56 * minute, 5 * second);
      await Promise.all(windows.map(({ held }) => held.load()));
      assert.deepEqual(
        [stage.calls.length, windows.map(({ held }) => held.current.map(({ id }) => id)).flat()],
        [1, windows.map(() => 'analytics-1')],
      );
    });
  });

  it('does nothing where nothing is wanted', async () => {
    stage.action = 'nothing';
    const window = stage.open();
    await hold(window);
    await stage.pass(2 * hour);
    assert.deepEqual([stage.calls, window.asked, stage.clock.waiting], [[], [], 0]);
  });

  it('asks in one of five windows, the one that the person is in', async () => {
    const windows = await openMany(5);
    await stage.pass(2 * hour, 5 * second);
    assert.deepEqual(
      windows.map(({ asked }) => asked),
      [[[55, 'analytics']], [], [], [], []],
    );
  });

  it('asks once more at the end after "Not now", in one of five windows', async () => {
    const windows = await openMany(5);
    await stage.pass(56 * minute, 5 * second);
    await windows[0]!.snoozes.add(windows[0]!.prompts.asked[0]!);
    await stage.pass(2 * hour, 5 * second);
    assert.deepEqual(
      windows.flatMap(({ asked }) => asked.map(([at]) => at)),
      [55, 60],
    );
  });

  it('asks in another window within half a minute where the one that acts is stuck', async () => {
    const windows = await openMany(2);
    // As if the first had taken the lease and stopped there.
    await stage.pass(55 * minute - 10 * second, 5 * second);
    stage.leases.texts.set(1, JSON.stringify({ v: 1, until: stage.clock.now() + 30 * second, notes: {} }));
    await stage.pass(10 * minute, 5 * second);
    const asked = windows.flatMap((one) => one.asked);
    assert.deepEqual([asked.length, asked[0]![0] <= 55.5], [1, true]);
  });

  it('offers to refresh silently where that needs no person', async () => {
    const offered: unknown[] = [];
    for (const needsPerson of [false, true]) {
      stage = new RenewalStage();
      stage.needsPerson = needsPerson;
      const window = stage.open();
      await hold(window);
      await stage.pass(hour);
      offered.push(window.prompts.about);
    }
    assert.deepEqual(offered, [
      [{ reason: undefined, canBeSilent: true }],
      [{ reason: undefined, canBeSilent: false }],
    ]);
  });

  it('refreshes a set silently from when a person wants that until they take it back', async () => {
    const window = stage.open();
    await hold(window);
    await hold(window, ['marketing']);
    await stage.pass(56 * minute);
    await window.silentSets.add([window.prompts.asked[0]![0]!.workgroups]);
    await stage.pass(60 * minute);
    const whileSilent = { asked: window.asked.length, calls: stage.calls.length };
    await window.silentSets.remove(window.silentSets.all);
    await stage.pass(hour);
    assert.deepEqual(
      [whileSilent, window.asked.slice(1).map(([, names]) => names), stage.calls.length],
      [{ asked: 1, calls: 2 }, ['analytics'], 2],
    );
  });

  describe('where the folder of the leases cannot be written', () => {
    beforeEach(() => {
      stage.leases.isReadOnly = true;
    });

    it('asks where the person is, and in another window when they come to it', async () => {
      const [here, there] = await openMany(2);
      await stage.pass(57 * minute, 5 * second);
      const before = [here!.asked.length, there!.asked.length];
      there!.focus.enter();
      await settled();
      assert.deepEqual([before, here!.asked.length, there!.asked.length], [[1, 0], 1, 1]);
    });

    it('refreshes all the same', async () => {
      stage.action = 'refresh';
      await openMany(3);
      await stage.pass(58 * minute, 5 * second);
      assert.equal(stage.calls.length, 1);
    });
  });

  it('goes by what this window holds where the secret storage never answers', async () => {
    const window = stage.open();
    await hold(window);
    stage.secrets.hold('keys');
    await stage.pass(56 * minute, 5 * second);
    assert.deepEqual(
      window.asked.map(([, names]) => names),
      ['analytics'],
    );
  });

  it('is not held up where the clock is set back', async () => {
    const window = stage.open();
    await hold(window);
    await stage.pass(54 * minute);
    stage.clock.set(stage.clock.now() - 20 * minute);
    window.watcher.check();
    await stage.pass(22 * minute);
    assert.equal(window.asked.length, 1);
  });

  it('wakes no more often for a refresh than for a countdown', async () => {
    stage.action = 'refresh';
    await hold(stage.open());
    const before = stage.clock.wakeUps;
    await stage.pass(hour);
    assert.ok(stage.clock.wakeUps - before <= 62, String(stage.clock.wakeUps - before));
  });

  it('wakes hardly more than the countdown in the hour that ends, in each of five windows', async () => {
    const windows = await openMany(5);
    const before = stage.clock.wakeUps;
    await stage.pass(hour, 5 * second);
    const each = (stage.clock.wakeUps - before) / windows.length;
    assert.ok(each <= 180, String(each));
  });
});
