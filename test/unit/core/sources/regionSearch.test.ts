import assert from 'node:assert/strict';
import { Cancelled } from '../../../../src/core/base/userError.js';
import { searchRegions } from '../../../../src/core/sources/regionSearch.js';
import { regionsAround } from '../../../../src/core/sources/regions.js';
import { makePlace } from '../../../emulator/world/world.js';
import { accountId, endCompany, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const credentials = { kind: 'profile', name: 'analytics' } as const;
const regions = regionsAround('us-east-1');

describe('the search in all regions', () => {
  let product: Product;
  beforeEach(async () => {
    product = await startCompany({ caller: { disabledRegions: ['af-south-1'] } });
    product.aws.world.places.push(makePlace(accountId, 'eu-west-1', [{ workgroupName: 'ledger' }]));
  });
  afterEach(() => endCompany(product));

  it('finds the regions that have workgroups, although others fail or are not enabled', async () => {
    product.aws.inject({ kind: 'throttle', region: 'sa-east-1' });
    const counts: number[] = [];
    const { found, failed } = await searchRegions(
      product.lister,
      credentials,
      regions,
      (count) => counts.push(count),
      new AbortController().signal,
    );
    assert.deepEqual(
      {
        found: found.map(({ source, workgroups }) => [source.id, workgroups.map(({ name }) => name)]),
        failed: failed.map(({ region, error }) => [region, error.message]),
        counts,
      },
      {
        found: [
          ['profile:analytics@us-east-1', ['analytics', 'marketing']],
          ['profile:analytics@eu-west-1', ['ledger']],
        ],
        failed: [['sa-east-1', 'AWS is throttling these calls. Wait a minute, then retry.']],
        counts: regions.map((_, index) => index + 1),
      },
    );
  });

  it('stops at once when cancelled, and asks no further region', async () => {
    product.aws.inject({ kind: 'delay', ms: 5000, times: 100 });
    const stop = new AbortController();
    const search = searchRegions(product.lister, credentials, regions, () => undefined, stop.signal);
    while (product.aws.requests.length < 8) await new Promise((resolve) => setImmediate(resolve));
    stop.abort();
    await assert.rejects(search, Cancelled);
    assert.equal(product.aws.requests.length, 8);
  });
});
