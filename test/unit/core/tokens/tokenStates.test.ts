import assert from 'node:assert/strict';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { extensionApi } from '../../../../src/core/tokens/tokenStates.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeRef, madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

describe('what other extensions are told', () => {
  it('is the state of each workgroup by its current token, and never the token', async () => {
    const clock = new FakeClock();
    const held = new HeldTokens(new MemorySecrets(), clock, new CollectedLog());
    const shared = madeToken(['a', 'b'], clock.now() - 56 * minute);
    const own = madeToken(['a'], clock.now());
    await held.keep(shared);
    await held.keep(own);
    const api = extensionApi(held, clock, () => 5);
    let changes = 0;
    api.onDidChangeTokens(() => (changes += 1));
    const states = api.tokenStates();
    await held.forget(held.current);
    assert.deepEqual(
      { version: api.version, states, changes, after: api.tokenStates() },
      {
        version: 1,
        states: [
          {
            workgroupArn: madeRef('b').arn,
            workgroupName: 'b',
            state: 'expiring',
            expiresAt: shared.expiresAt,
          },
          { workgroupArn: madeRef('a').arn, workgroupName: 'a', state: 'valid', expiresAt: own.expiresAt },
        ],
        changes: 1,
        after: [],
      },
    );
  });

  it('reaches a listener that throws, and neither who keeps a token nor the next listener hears of it', async () => {
    const clock = new FakeClock();
    const held = new HeldTokens(new MemorySecrets(), clock, new CollectedLog());
    const api = extensionApi(held, clock, () => 5);
    const failure = new Error('a fault of another extension');
    let changes = 0;
    api.onDidChangeTokens(() => {
      throw failure;
    });
    api.onDidChangeTokens(() => (changes += 1));
    const token = madeToken(['a'], clock.now());
    // Mocha fails a test over what is thrown outside of it.
    const ofMocha = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    const uncaught: unknown[] = [];
    process.on('uncaughtException', (error) => uncaught.push(error));
    try {
      await held.keep(token);
      await new Promise((resolve) => setImmediate(resolve));
    } finally {
      process.removeAllListeners('uncaughtException');
      for (const listener of ofMocha) process.on('uncaughtException', listener);
    }
    assert.deepEqual(
      { held: held.current, changes, uncaught },
      { held: [token], changes: 1, uncaught: [failure] },
    );
  });
});
