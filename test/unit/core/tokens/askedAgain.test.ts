import assert from 'node:assert/strict';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { makeWorkgroups } from '../../../emulator/world/workgroup.js';
import { endCompany, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;

describe('workgroups that were refused', () => {
  let product: Product;
  let refs: readonly WorkgroupRef[];
  beforeEach(async () => {
    product = await startCompany({ workgroups: makeWorkgroups(3, 'wg') });
    refs = await product.workgroups();
    product.aws.world.places[0]!.workgroups[1]!.hasIdentityCenter = false;
    await product.service.get(refs, signal());
  });
  afterEach(() => endCompany(product));
  const get = async (asksAgain?: boolean) => {
    const before = product.tokenCalls.length;
    const { granted, refused } = await product.service.get(refs, signal(), asksAgain);
    return {
      calls: product.tokenCalls.slice(before),
      granted: granted.map(({ name }) => name).sort(),
      refused: refused.map(({ workgroup, reason }) => [workgroup.name, reason.message]),
    };
  };
  const refusal = [
    'wg-00002',
    'Identity Center integration is off for wg-00002. An administrator can turn it on for its namespace.',
  ];

  it('are answered from memory among others, also where AWS would grant them by now', async () => {
    product.aws.world.places[0]!.workgroups[1]!.hasIdentityCenter = true;
    assert.deepEqual(await get(), { calls: [], granted: ['wg-00001', 'wg-00003'], refused: [refusal] });
  });

  it('are asked for again where a person insists, and granted', async () => {
    product.aws.world.places[0]!.workgroups[1]!.hasIdentityCenter = true;
    const again = await get(true);
    assert.deepEqual(
      { again, then: await get() },
      {
        again: { calls: [['wg-00002']], granted: ['wg-00001', 'wg-00002', 'wg-00003'], refused: [] },
        then: { calls: [], granted: ['wg-00001', 'wg-00002', 'wg-00003'], refused: [] },
      },
    );
  });

  it('are asked for again where a person insists, and refused again', async () =>
    assert.deepEqual(await get(true), {
      calls: [['wg-00002']],
      granted: ['wg-00001', 'wg-00003'],
      refused: [refusal],
    }));
});
