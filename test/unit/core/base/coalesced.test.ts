import assert from 'node:assert/strict';
import { Coalesced } from '../../../../src/core/base/coalesced.js';
import { FakeClock } from '../../../fakes/fakeClock.js';

describe('what is coalesced', () => {
  it('runs at once, and once more after the pause for all that was asked in between', () => {
    const clock = new FakeClock();
    const runs: number[] = [];
    const start = clock.now();
    const coalesced = new Coalesced(clock, 100, () => runs.push(clock.now() - start));
    for (let request = 0; request < 5; request++) coalesced.request();
    clock.advance(1000);
    coalesced.request();
    clock.advance(1000);
    assert.deepEqual(runs, [0, 100, 1000]);
  });

  it('leaves no timer behind when it is let go', () => {
    const clock = new FakeClock();
    let runs = 0;
    const coalesced = new Coalesced(clock, 100, () => (runs += 1));
    coalesced.request();
    coalesced.request();
    coalesced.dispose();
    clock.advance(1000);
    assert.equal(runs, 1);
  });
});
