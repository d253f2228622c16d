import assert from 'node:assert/strict';
import { SilentSets } from '../../../../src/core/tokens/silentSets.js';
import { madeToken } from '../../../fakes/madeToken.js';
import { MemoryState } from '../../../fakes/memoryState.js';

describe('the sets that are refreshed silently', () => {
  const { workgroups: set } = madeToken(['b', 'a'], 0);
  const { workgroups: same } = madeToken(['a', 'b'], 0);
  const { workgroups: other } = madeToken(['a'], 0);

  it('are remembered by the next window, whatever their order, until they are taken back', async () => {
    const state = new MemoryState();
    await new SilentSets(state).add([set]);
    await new SilentSets(state).add([same]);
    const next = new SilentSets(state);
    const before = [next.all.length, next.has(same), next.has(other)];
    await next.remove([same]);
    assert.deepEqual([before, next.all, next.has(set)], [[1, true, false], [], false]);
  });

  for (const odd of ['text', 7, null, { a: 1 }, [[]], [['x']], [[{ sourceId: 's' }]], ['set']])
    it(`are none where the state is ${JSON.stringify(odd)}, and can be added all the same`, async () => {
      const sets = new SilentSets(new MemoryState({ silentlyRefreshedSets: odd }));
      const before = sets.all;
      await sets.add([set]);
      assert.deepEqual([before, sets.has(set)], [[], true]);
    });
});
