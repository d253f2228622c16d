import assert from 'node:assert/strict';
import { Turns } from '../../../../src/core/base/turns.js';

describe('turns', () => {
  it('are taken one after the other for the same thing, also after a failure, and beside each other for others', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const first = Promise.withResolvers<undefined>();
    const run = (name: string, wait?: Promise<unknown>) => async (): Promise<string> => {
      order.push(`${name} begins`);
      await wait;
      order.push(`${name} ends`);
      return name;
    };
    const failing = turns.take('a', () => first.promise.then(() => Promise.reject(new Error('no'))));
    const second = turns.take('a', run('second'));
    const other = await turns.take('b', run('other'));
    first.resolve(undefined);
    await assert.rejects(failing, /^Error: no$/);
    assert.deepEqual(
      [other, await second, await turns.take('a', run('third')), order],
      [
        'other',
        'second',
        'third',
        ['other begins', 'other ends', 'second begins', 'second ends', 'third begins', 'third ends'],
      ],
    );
  });
});
