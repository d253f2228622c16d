import assert from 'node:assert/strict';
import { describeError, inBackground } from '../../../../src/core/base/log.js';
import { UserError } from '../../../../src/core/base/userError.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';

const canary = 'canary-that-no-log-may-hold';

describe('what is logged of an error', () => {
  const foreign = Object.assign(
    new TypeError(`cannot read ${canary}\n${canary} at line 1\n    at ${canary}`),
    { code: 'E1' },
  );

  it('is our own sentence, and of its cause only what quotes nothing', () => {
    const text = describeError(new UserError('Our sentence.', { kind: 'retry' }, { cause: foreign }));
    assert.match(text, /^Our sentence\. \[TypeError E1\n\s+at /);
    assert.ok(!text.includes(canary));
  });

  it('is class, code and place of another error, never its text', () => {
    const text = describeError(foreign);
    assert.match(text, /^TypeError E1\n\s+at .*log\.test\.ts/);
    assert.ok(!text.includes(canary));
  });

  it('is only the type of what is no error', () => assert.equal(describeError(canary), 'string'));

  it('is written where nobody waits', async () => {
    const log = new CollectedLog();
    inBackground(log, Promise.reject(new UserError('It failed.', { kind: 'retry' })));
    inBackground(log, Promise.resolve());
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(log.lines, ['It failed.']);
  });
});
