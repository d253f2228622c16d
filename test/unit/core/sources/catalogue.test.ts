import assert from 'node:assert/strict';
import { Catalogue, type Listing, type WorkgroupLister } from '../../../../src/core/sources/catalogue.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { makeWorkgroups } from '../../../emulator/world/workgroup.js';
import { makePlace } from '../../../emulator/world/world.js';
import { accountId, endCompany, startCompany, type CompanyOptions } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';
import { actionTitle } from '../../../../src/core/base/userError.js';

const source = makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1');
const elsewhere = makeSource({ kind: 'profile', name: 'analytics' }, 'eu-west-1');

describe('the catalogue', () => {
  let product: Product;
  const start = async (options: CompanyOptions = {}): Promise<void> => {
    product = await startCompany(options);
  };
  afterEach(() => endCompany(product));
  /** What each announcement would show: the state, and how many workgroups. */
  const watch = (): (readonly [Listing['kind'], number])[] => {
    const seen: (readonly [Listing['kind'], number])[] = [];
    product.catalogue.onDidChange(({ sourceId }) => {
      const { kind, workgroups } = product.catalogue.listing(sourceId);
      seen.push([kind, workgroups.length]);
    });
    return seen;
  };
  const names = (id = source.id) => product.catalogue.listing(id).workgroups.map(({ name }) => name);

  it('shows the first page at once, and lists all', async () => {
    await start({ workgroups: makeWorkgroups(250) });
    const seen = watch();
    await product.catalogue.list(source);
    assert.deepEqual(
      {
        seen,
        calls: product.aws.requests.map(({ operation }) => operation),
        distinct: new Set(names()).size,
        isSorted: names().join() === [...names()].sort().join(),
      },
      {
        seen: [
          ['listing', 0],
          ['listing', 100],
          ['listing', 200],
          ['listing', 250],
          ['listed', 250],
        ],
        calls: Array(3).fill('ListWorkgroups'),
        distinct: 250,
        isSorted: true,
      },
    );
  });

  it('replaces an earlier listing as a whole, and names what AWS describes otherwise', async () => {
    await start({ workgroups: [{ workgroupName: 'a-one' }, { workgroupName: 'b-two' }] });
    await product.catalogue.list(source);
    const place = product.aws.world.places[0]!;
    place.workgroups[0]!.baseCapacity = 8;
    place.workgroups.splice(1, 1, ...makePlace(accountId, 'us-east-1', makeWorkgroups(150)).workgroups);
    const seen = watch();
    const differing: string[] = [];
    product.catalogue.onDidChange((change) => differing.push(...change.differing.map(({ name }) => name)));
    await product.catalogue.list(source);
    assert.deepEqual(
      { seen, differing, count: names().length, isTwoThere: names().includes('b-two') },
      {
        seen: [
          ['listing', 2],
          ['listed', 151],
        ],
        differing: ['a-one'],
        count: 151,
        isTwoThere: false,
      },
    );
  });

  it('makes one call for two who ask at once', async () => {
    await start();
    await Promise.all([product.catalogue.list(source), product.catalogue.list(source)]);
    assert.equal(product.aws.requests.length, 1);
  });

  it('keeps one failure from the other sources, and says what to do about it', async () => {
    await start();
    product.aws.world.places.push(makePlace(accountId, 'eu-west-1', [{ workgroupName: 'ledger' }]));
    product.aws.inject({
      kind: 'error',
      region: 'us-east-1',
      name: 'AccessDeniedException',
      status: 400,
      message: 'not authorized',
    });
    await Promise.all([source, elsewhere].map((one) => product.catalogue.list(one)));
    const failed = product.catalogue.listing(source.id);
    assert.ok(failed.kind === 'failed');
    assert.deepEqual(
      { other: names(elsewhere.id), said: failed.error.message, button: actionTitle(failed.error.action) },
      {
        other: ['ledger'],
        said: 'Not allowed to list the workgroups of us-east-1: the credentials of profile "analytics" lack redshift-serverless:ListWorkgroups. Ask for it, or add the workgroups you know by name.',
        button: 'Copy Policy',
      },
    );
  });

  it('keeps showing the earlier listing when a later one fails, and lists again when asked', async () => {
    await start();
    await product.catalogue.list(source);
    product.aws.inject({ kind: 'throttle' });
    await product.catalogue.list(source);
    const failed = product.catalogue.listing(source.id).kind;
    const kept = names();
    await product.catalogue.list(source);
    assert.deepEqual(
      { failed, kept, then: product.catalogue.listing(source.id).kind },
      { failed: 'failed', kept: ['analytics', 'marketing'], then: 'listed' },
    );
  });

  it('keeps the pages that had come when a later page fails', async () => {
    await start({ workgroups: makeWorkgroups(250) });
    product.aws.inject({ kind: 'reset', skip: 1 });
    await product.catalogue.list(source);
    const { kind, workgroups } = product.catalogue.listing(source.id);
    assert.deepEqual({ kind, count: workgroups.length }, { kind: 'failed', count: 100 });
  });

  it('forgets everything when cleared, also what is still on its way', async () => {
    await start();
    product.aws.inject({ kind: 'delay', ms: 5000 });
    const listing = product.catalogue.list(source);
    while (product.aws.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const seen = watch();
    product.catalogue.clear();
    await listing;
    assert.deepEqual(
      { seen, now: product.catalogue.listing(source.id) },
      { seen: [], now: { kind: 'unlisted', workgroups: [] } },
    );
  });
});

describe('a listing that fails for no reason of AWS', () => {
  it('says so, and keeps the cause for the log', async () => {
    const cause = new Error('a fault of ours');
    const lister: WorkgroupLister = {
      async *list() {
        await Promise.reject(cause);
      },
    };
    const catalogue = new Catalogue(lister);
    await catalogue.list(source);
    const listing = catalogue.listing(source.id);
    assert.ok(listing.kind === 'failed');
    assert.deepEqual(
      { message: listing.error.message, cause: listing.error.cause },
      { message: 'Listing failed for an unexpected reason.', cause },
    );
  });
});
