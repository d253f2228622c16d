import assert from 'node:assert/strict';
import { JoinedCalls } from '../../../../src/core/base/joinedCalls.js';
import { Cancelled } from '../../../../src/core/base/userError.js';

const signal = (): AbortSignal => new AbortController().signal;

describe('joined calls', () => {
  it('are started by the first, answer all who wait, and start anew afterwards', async () => {
    const calls = new JoinedCalls<number>();
    let started = 0;
    const start = () => Promise.resolve((started += 1));
    const answers = await Promise.all([
      calls.run('a', signal(), start),
      calls.run('a', signal(), start),
      calls.run('b', signal(), start),
    ]);
    assert.deepEqual([...answers, await calls.run('a', signal(), start)], [1, 1, 2, 3]);
  });

  it('fail for all who wait, and start anew afterwards', async () => {
    const calls = new JoinedCalls<string>();
    const failure = new Error('no');
    const both = [1, 2].map(() => calls.run('a', signal(), () => Promise.reject(failure)));
    assert.deepEqual(
      (await Promise.allSettled(both)).map(
        (answer) => answer.status === 'rejected' && answer.reason === failure,
      ),
      [true, true],
    );
    assert.equal(await calls.run('a', signal(), () => Promise.resolve('yes')), 'yes');
  });

  it('are stopped when the last one leaves, and the next one starts anew', async () => {
    const calls = new JoinedCalls<string>();
    const stops: AbortSignal[] = [];
    const start = (stop: AbortSignal): Promise<string> => {
      stops.push(stop);
      return new Promise(() => undefined);
    };
    const leaving = [new AbortController(), new AbortController()];
    const asked = leaving.map((one) => calls.run('a', one.signal, start));
    leaving[0]!.abort();
    await assert.rejects(asked[0]!, Cancelled);
    const early = stops[0]!.aborted;
    leaving[1]!.abort();
    await assert.rejects(asked[1]!, Cancelled);
    const next = await calls.run('a', signal(), () => Promise.resolve('new'));
    assert.deepEqual({ early, late: stops[0]!.aborted, next }, { early: false, late: true, next: 'new' });
  });

  it('are not started by who has cancelled before', async () => {
    const calls = new JoinedCalls<string>();
    await assert.rejects(
      calls.run('a', AbortSignal.abort(), () => assert.fail('it was started')),
      Cancelled,
    );
  });
});
