import assert from 'node:assert/strict';
import { setTimeout as realTime } from 'node:timers/promises';
import { endCompany, startCompany } from '../../../fakes/company.js';
import { minute } from '../../../fakes/madeToken.js';
import type { Product } from '../../../fakes/product.js';
import { Windows } from '../../../fakes/windows.js';

const second = 1000;
const { signal } = new AbortController();

describe('five windows on one secret storage, across an expiry', () => {
  let first: Product;
  let windows: Windows;
  beforeEach(async () => {
    // Where time has passed, the SDK learns of it by its first try.
    first = await startCompany({ env: { AWS_MAX_ATTEMPTS: '2' } });
    await first.service.get(await first.workgroups(), signal);
    windows = await Windows.open(first, 5);
  });
  afterEach(async () => {
    windows.dispose();
    await endCompany(first);
  });
  const rereadAll = async (): Promise<void> => {
    for (const { held } of windows.all) await held.load();
  };
  const held = () => windows.all.map((one) => one.held.current.map(({ id, expiresAt }) => [id, expiresAt]));

  it('ask once, and count down alike', async () => {
    await windows.pass(58 * minute, 5 * second);
    const tokens = held();
    assert.deepEqual(
      [windows.all.map(({ prompts }) => prompts.asked.length), tokens, first.aws.tokens.length],
      [[1, 0, 0, 0, 0], windows.all.map(() => tokens[0]), 1],
    );
  });

  it('refresh by one call, and hold the new token alike', async () => {
    first.edges.expiryAction = 'refresh';
    for (const { edges } of windows.all) edges.expiryAction = 'refresh';
    await windows.pass(58 * minute, 5 * second);
    await rereadAll();
    const tokens = held();
    assert.deepEqual(
      [first.aws.tokens.length, windows.prompts, tokens, first.edges.secrets.records.size],
      [2, 0, windows.all.map(() => tokens[0]), 1],
    );
  });

  it('lose nothing where the one that refreshes is closed in the middle: another does it within half a minute', async () => {
    for (const { edges } of windows.all) edges.expiryAction = 'refresh';
    // Each has been in the person's hands since the token came.
    for (const one of windows.all) {
      windows.goTo(one);
      await windows.settle();
    }
    windows.goTo(first);
    await windows.pass(53 * minute, minute);
    first.aws.inject({ kind: 'delay', ms: 300, operation: 'GetIdentityCenterAuthToken', times: 2 });
    const requests = first.tokenCalls.length;
    while (first.tokenCalls.length === requests) {
      windows.clock.advance(second);
      await realTime(5);
    }
    const before = held()[1];
    first.dispose();
    await windows.settle();
    const inBetween = held()[1];
    await windows.pass(40 * second, 5 * second);
    await rereadAll();
    const after = held().slice(1);
    assert.deepEqual(inBetween, before);
    assert.notDeepEqual(after[0], before);
    assert.deepEqual([after, windows.prompts], [after.map(() => after[0]), 0]);
  });
});
