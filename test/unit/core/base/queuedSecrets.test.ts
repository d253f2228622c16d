import assert from 'node:assert/strict';
import { QueuedSecrets } from '../../../../src/core/base/queuedSecrets.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a keyring', () => {
  let stored: MemorySecrets;
  let clock: FakeClock;
  let secrets: QueuedSecrets;
  beforeEach(() => {
    stored = new MemorySecrets();
    clock = new FakeClock();
    secrets = new QueuedSecrets(stored, clock);
  });

  it('is asked for one thing at a time, in the order asked', async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    stored.get = async (key) => {
      most = Math.max(most, (running += 1));
      await turn();
      running -= 1;
      order.push(key);
      return key;
    };
    const keys = ['a', 'b', 'c'];
    assert.deepEqual([await Promise.all(keys.map((key) => secrets.get(key))), order, most], [keys, keys, 1]);
  });

  it('is asked for the next thing after a failure', async () => {
    stored.fail('get');
    const failing = secrets.get('a');
    await secrets.set('b', 'B');
    await assert.rejects(failing);
    assert.deepEqual(await secrets.keys(), ['b']);
  });

  it('that does not answer lets the next call begin after a while, and has failed at last', async () => {
    stored.hold('get');
    const reading = Promise.allSettled([secrets.get('a')]);
    const writing = secrets.set('b', 'B');
    await turn();
    const before = stored.records.size;
    clock.advance(5000);
    await writing;
    const after = stored.records.size;
    clock.advance(25_000);
    const [answer] = await reading;
    assert.deepEqual(
      [before, after, answer.status === 'rejected' && String(answer.reason), clock.waiting],
      [0, 1, "UserError: VS Code's secret storage does not answer.", 0],
    );
  });

  it('that is slow is waited for', async () => {
    stored.records.set('a', 'A');
    const release = stored.hold('get');
    const reading = secrets.get('a');
    await turn();
    clock.advance(20_000);
    release();
    assert.deepEqual([await reading, clock.waiting], ['A', 0]);
  });

  it('that has answered leaves no timer', async () => {
    await secrets.set('a', 'A');
    await secrets.delete('a');
    assert.equal(clock.waiting, 0);
  });
});
