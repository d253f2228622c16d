import assert from 'node:assert/strict';
import { Selection } from '../../../../src/core/sources/selection.js';
import { madeRef } from '../../../fakes/madeToken.js';
import { MemoryState } from '../../../fakes/memoryState.js';

const [a, b] = [madeRef('analytics'), madeRef('marketing')];
const elsewhere = madeRef('analytics', 'environment@us-east-1');

describe('the selection', () => {
  it('is remembered by the next window, with no more than tells workgroups apart', async () => {
    const state = new MemoryState();
    await new Selection(state).set([{ ...a, status: 'AVAILABLE' } as typeof a, b], true);
    await new Selection(state).set([b], false);
    assert.deepEqual(
      { current: new Selection(state).current, stored: state.get('tickedWorkgroups') },
      { current: [a], stored: [a] },
    );
  });

  it('announces a tick, and tells the same workgroup of two sources apart', async () => {
    const selection = new Selection(new MemoryState());
    let changes = 0;
    selection.onDidChange(() => (changes += 1));
    await selection.set([a], true);
    assert.deepEqual(
      { changes, has: [selection.has(a), selection.has(elsewhere)] },
      { changes: 1, has: [true, false] },
    );
  });

  it('unticks what its source no longer lists, and leaves other sources alone', async () => {
    const state = new MemoryState();
    const selection = new Selection(state);
    await selection.set([a, b, elsewhere], true);
    let changes = 0;
    selection.onDidChange(() => (changes += 1));
    await selection.keepListed(a.sourceId, [b]);
    await selection.keepListed(a.sourceId, [b]);
    assert.deepEqual(
      { current: selection.current, stored: state.get('tickedWorkgroups'), changes },
      { current: [b, elsewhere], stored: [b, elsewhere], changes: 1 },
    );
  });

  it('counts no tick of a source that is gone, keeps it, and counts it again when the source is back', async () => {
    const state = new MemoryState();
    const selection = new Selection(state);
    await selection.set([a, elsewhere], true);
    let changes = 0;
    selection.onDidChange(() => (changes += 1));
    selection.countOnly(new Set([a.sourceId]));
    const without = { current: selection.current, stored: state.get('tickedWorkgroups') };
    await selection.set([b], true);
    selection.countOnly(new Set([a.sourceId, elsewhere.sourceId]));
    assert.deepEqual(
      { without, back: selection.current, stored: state.get('tickedWorkgroups'), changes },
      {
        without: { current: [a], stored: [a, elsewhere] },
        back: [a, elsewhere, b],
        stored: [a, elsewhere, b],
        changes: 3,
      },
    );
  });

  for (const unreadable of ['text', 7, null, { a: 1 }]) {
    it(`is empty where the state is ${JSON.stringify(unreadable)}, and can be set again`, async () => {
      const state = new MemoryState({ tickedWorkgroups: unreadable });
      const selection = new Selection(state);
      const before = selection.current;
      await selection.set([a], true);
      assert.deepEqual({ before, after: new Selection(state).current }, { before: [], after: [a] });
    });
  }

  it('keeps the entries that can be read beside some that cannot', () => {
    const state = new MemoryState({ tickedWorkgroups: [null, 'x', { ...a, name: '' }, { arn: 'a' }, b] });
    assert.deepEqual(new Selection(state).current, [b]);
  });
});
