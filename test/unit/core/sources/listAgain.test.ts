import assert from 'node:assert/strict';
import { actionTitle } from '../../../../src/core/base/userError.js';
import { Catalogue, type Listing, type WorkgroupLister } from '../../../../src/core/sources/catalogue.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import { endCompany, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const source = makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1');
const signal = (): AbortSignal => new AbortController().signal;

describe('listing again', () => {
  let product: Product;
  beforeEach(async () => (product = await startCompany()));
  afterEach(() => endCompany(product));
  const shown = () => {
    const listing = product.catalogue.listing(source.id);
    const names = listing.workgroups.map(({ name }) => name);
    return listing.kind === 'failed'
      ? [listing.kind, names, listing.error.message, actionTitle(listing.error.action)]
      : [listing.kind, names];
  };
  const calls = (): number => product.aws.requests.length;
  const underWay = async (count: number): Promise<void> => {
    while (calls() < count) await new Promise((resolve) => setImmediate(resolve));
  };
  /** A listing that AWS does not answer for as long as a test takes. */
  const hangOnce = (): void => product.aws.inject({ kind: 'delay', ms: 60_000 });

  it('gives up a listing that hangs, lists anew, and lets who waited for the first one go on', async () => {
    hangOnce();
    const first = product.catalogue.list(source);
    await underWay(1);
    await product.catalogue.listAgain(source, signal());
    await first;
    assert.deepEqual(
      { shown: shown(), calls: calls() },
      { shown: ['listed', ['analytics', 'marketing']], calls: 2 },
    );
  });

  it('leaves the rows there were, and a Retry, where it is cancelled, and keeps nobody waiting', async () => {
    await product.catalogue.list(source);
    hangOnce();
    const leaving = new AbortController();
    const again = product.catalogue.listAgain(source, leaving.signal);
    const joined = product.catalogue.list(source);
    await underWay(2);
    leaving.abort();
    await Promise.all([again, joined]);
    const cancelled = shown();
    await product.catalogue.listAgain(source, signal());
    assert.deepEqual(
      { cancelled, then: shown() },
      {
        cancelled: ['failed', ['analytics', 'marketing'], 'The listing was cancelled.', 'Retry'],
        then: ['listed', ['analytics', 'marketing']],
      },
    );
  });

  it('is not undone by a cancel that comes when it has ended', async () => {
    const late = new AbortController();
    await product.catalogue.listAgain(source, late.signal);
    late.abort();
    assert.deepEqual(shown(), ['listed', ['analytics', 'marketing']]);
  });
});

describe('listing with a lister that hears no cancel', () => {
  /** Each listing waits until its page is given. */
  const start = () => {
    const pages: ((page: readonly Workgroup[]) => void)[] = [];
    const lister: WorkgroupLister = {
      async *list() {
        const { promise, resolve } = Promise.withResolvers<readonly Workgroup[]>();
        pages.push(resolve);
        yield await promise;
      },
    };
    const catalogue = new Catalogue(lister);
    const seen: Listing['kind'][] = [];
    catalogue.onDidChange(({ sourceId }) => seen.push(catalogue.listing(sourceId).kind));
    return { catalogue, pages, seen };
  };

  it('settles, and takes no page that comes too late', async () => {
    const { catalogue, pages, seen } = start();
    const leaving = new AbortController();
    const listing = catalogue.listAgain(source, leaving.signal);
    leaving.abort();
    await listing;
    for (const give of pages) give([]);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(seen, ['listing', 'failed']);
  });

  it('asks nothing for a source whose turn comes after its cancel', async () => {
    const { catalogue, pages } = start();
    const others = Array.from({ length: 10 }, (_, index) => ({ ...source, id: `other-${index}` }));
    const before = others.map((one) => catalogue.list(one));
    const leaving = new AbortController();
    const last = catalogue.listAgain(source, leaving.signal);
    leaving.abort();
    await last;
    for (const give of pages) give([]);
    await Promise.all(before);
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(pages.length, 10);
  });
});
