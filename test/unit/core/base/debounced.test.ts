import assert from 'node:assert/strict';
import { Debounced } from '../../../../src/core/base/debounced.js';
import { FakeClock } from '../../../fakes/fakeClock.js';

describe('what is debounced', () => {
  it('runs once, when requests have ceased for the time it waits', () => {
    const clock = new FakeClock();
    const start = clock.now();
    const runs: number[] = [];
    const debounced = new Debounced(clock, 300, () => runs.push(clock.now() - start));
    for (let request = 0; request < 3; request++) {
      debounced.request();
      clock.advance(200);
    }
    clock.advance(1000);
    assert.deepEqual(runs, [700]);
  });

  it('does not run after it was let go', () => {
    const clock = new FakeClock();
    let runs = 0;
    const debounced = new Debounced(clock, 300, () => (runs += 1));
    debounced.request();
    debounced.dispose();
    clock.advance(1000);
    assert.equal(runs, 0);
  });
});
