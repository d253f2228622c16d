import assert from 'node:assert/strict';
import { SnoozeList } from '../../../../src/core/tokens/snoozeList.js';
import { setKey } from '../../../../src/core/tokens/tokenSets.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { MemoryState } from '../../../fakes/memoryState.js';

describe('the snooze list', () => {
  const clock = new FakeClock();
  const token = madeToken(['analytics'], clock.now());
  const other = madeToken(['marketing'], clock.now());

  it('is remembered by the next window, without the secret', async () => {
    const state = new MemoryState();
    await new SnoozeList(state, clock).add([token]);
    const next = new SnoozeList(state, clock);
    assert.deepEqual(
      { has: [next.has(token), next.has(other)], stored: state.get('snoozedTokens') },
      { has: [true, false], stored: { [setKey(token.workgroups)]: token.expiresAt } },
    );
  });

  it('drops the entries of tokens that have ended', async () => {
    const state = new MemoryState();
    const later = new FakeClock();
    await new SnoozeList(state, later).add([token]);
    later.advance(61 * minute);
    const next = { ...other, expiresAt: later.now() + minute };
    await new SnoozeList(state, later).add([next]);
    assert.deepEqual(state.get('snoozedTokens'), { [setKey(next.workgroups)]: next.expiresAt });
  });

  it('counts for the token of the set that was asked about, and not for its successor', async () => {
    const list = new SnoozeList(new MemoryState(), clock);
    await list.add([madeToken(['analytics', 'marketing'], clock.now())]);
    const sameSet = madeToken(['marketing', 'analytics'], clock.now());
    const successor = { ...sameSet, id: 'next', expiresAt: sameSet.expiresAt + minute };
    assert.deepEqual(
      [sameSet, successor, token].map((one) => list.has(one)),
      [true, false, false],
    );
  });

  it('takes no entry for a token that has ended: nothing is left to put off', async () => {
    const state = new MemoryState();
    const later = new FakeClock();
    later.advance(61 * minute);
    await new SnoozeList(state, later).add([token]);
    assert.deepEqual(state.get('snoozedTokens'), {});
  });

  for (const unreadable of ['text', 7, null, ['list'], { [setKey(token.workgroups)]: 'soon' }]) {
    it(`holds nothing, and goes on working, where the state is ${JSON.stringify(unreadable)}`, async () => {
      const list = new SnoozeList(new MemoryState({ snoozedTokens: unreadable }), clock);
      const before = list.has(token);
      await list.add([other]);
      assert.deepEqual(
        { before, after: [list.has(token), list.has(other)] },
        { before: false, after: [false, true] },
      );
    });
  }
});
