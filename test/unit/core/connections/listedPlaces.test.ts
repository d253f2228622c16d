import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../src/core/base/restrictions.js';
import { Cancelled, UserError } from '../../../../src/core/base/userError.js';
import { ListedPlaces } from '../../../../src/core/connections/listedPlaces.js';
import { Catalogue } from '../../../../src/core/sources/catalogue.js';
import { SourceList } from '../../../../src/core/sources/sourceList.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { madeRef, madeWorkgroup } from '../../../fakes/madeToken.js';

const { signal } = new AbortController();
const analytics = madeWorkgroup('analytics', { isPublic: true });
const young: Workgroup = { ...analytics, ...madeRef('young'), status: 'CREATING', endpoint: undefined };
/** As the setting gives it: by the place where it stands, not by an ARN. */
const given = { sourceId: analytics.sourceId, arn: 'given:given.example', name: 'given' };
const entry = {
  profile: 'analytics',
  region: 'us-east-1',
  workgroups: [{ name: 'given', host: 'given.example', port: 5440, database: 'mine' }, { name: 'named' }],
};

describe('where workgroups are', () => {
  let listings: number;
  let listed: readonly Workgroup[];
  let finds: string[];
  /** What asking for the first database of a namespace comes to. */
  let first: () => Promise<string | undefined>;
  let setting: readonly unknown[];
  let log: CollectedLog;
  let places: ListedPlaces;
  let listingFailure: UserError | undefined;
  beforeEach(() => {
    listings = 0;
    listed = [analytics, young];
    finds = [];
    first = () => Promise.resolve('sales');
    setting = [entry];
    listingFailure = undefined;
    log = new CollectedLog();
    const sources = new SourceList(
      { read: () => setting, write: () => Promise.resolve() },
      {
        read: () =>
          Promise.resolve({ profiles: [], defaultSource: undefined, region: undefined, problems: [] }),
      },
      { sources: [], restrictions: noRestrictions },
    );
    const catalogue = new Catalogue({
      list: async function* () {
        listings += 1;
        await Promise.resolve();
        if (listingFailure !== undefined) throw listingFailure;
        yield listed;
      },
    });
    const finder = {
      find: (_: unknown, namespaceName: string) => {
        finds.push(namespaceName);
        return first();
      },
    };
    places = new ListedPlaces(sources, catalogue, finder, log);
  });

  it('is not known before anybody asked, and is listed once for all who ask', async () => {
    const before = places.known(analytics);
    const asked = await Promise.all([1, 2, 3].map(() => places.endpointOf(analytics, signal)));
    const again = await places.endpointOf(analytics, signal);
    assert.deepEqual(
      { before, endpoints: [...asked, again], after: places.known(analytics), listings },
      { before: undefined, endpoints: Array(4).fill(analytics.endpoint), after: analytics, listings: 1 },
    );
  });

  it('is as a person gave it, without asking AWS, also where they gave a name alone', async () => {
    const named = { ...given, arn: 'given:named', name: 'named' };
    const asked = [given, named].map(async (ref) => [
      await places.endpointOf(ref, signal),
      await places.databaseOf(ref, signal),
    ]);
    assert.deepEqual(
      [await Promise.all(asked), listings, finds],
      [
        [
          [{ host: 'given.example', port: 5440 }, 'mine'],
          [undefined, 'dev'],
        ],
        0,
        [],
      ],
    );
  });

  it('is asked for again while AWS has given no address yet', async () => {
    const before = await places.endpointOf(young, signal);
    listed = [{ ...young, endpoint: { host: 'young.example', port: 5439 } }];
    assert.deepEqual(
      [before, await places.endpointOf(young, signal), listings],
      [undefined, { host: 'young.example', port: 5439 }, 2],
    );
  });

  it('is unknown of a workgroup that is not listed, and of a source that was removed', async () => {
    const gone = { ...analytics, sourceId: 'profile:gone@us-east-1' };
    assert.deepEqual(
      {
        unlisted: await places.endpointOf(madeRef('nobody'), signal),
        removed: [
          await places.endpointOf(gone, signal),
          await places.databaseOf(gone, signal),
          places.known(gone),
        ],
        finds,
      },
      { unlisted: undefined, removed: [undefined, 'dev', undefined], finds: [] },
    );
  });

  it('is unknown where the listing fails, and the next who asks tries again', async () => {
    listingFailure = new UserError('Access denied.', { kind: 'retry' });
    const before = [await places.endpointOf(analytics, signal), await places.databaseOf(analytics, signal)];
    listingFailure = undefined;
    const after = [await places.endpointOf(analytics, signal), await places.databaseOf(analytics, signal)];
    assert.deepEqual(
      [before, after],
      [
        [undefined, 'dev'],
        [analytics.endpoint, 'sales'],
      ],
    );
  });

  it('is not waited for by who has cancelled meanwhile', async () => {
    const stop = new AbortController();
    const asked = places.endpointOf(analytics, stop.signal);
    stop.abort();
    await assert.rejects(asked, Cancelled);
  });

  it("holds the first database of its namespace, asked for once: a client's pool logs in many times", async () => {
    const asked = await Promise.all(Array.from({ length: 10 }, () => places.databaseOf(analytics, signal)));
    const again = await places.databaseOf(analytics, signal);
    assert.deepEqual([new Set([...asked, again]), finds], [new Set(['sales']), ['analytics-ns']]);
  });

  it('holds the usual database where AWS names none', async () => {
    first = () => Promise.resolve(undefined);
    const asked = [await places.databaseOf(analytics, signal), await places.databaseOf(analytics, signal)];
    assert.deepEqual([asked, finds.length], [['dev', 'dev'], 1]);
  });

  it('holds the usual database where AWS does not say, which is logged, and asks the next time', async () => {
    first = () => Promise.reject(new Error('AccessDenied to arn:secret'));
    const before = await places.databaseOf(analytics, signal);
    first = () => Promise.resolve('sales');
    const after = await places.databaseOf(analytics, signal);
    assert.deepEqual(
      [before, after, log.lines.map((line) => line.split('\n')[0])],
      ['dev', 'sales', ['The database of namespace analytics-ns is not known: Error']],
    );
  });

  it('holds the usual database where the workgroup names no namespace', async () => {
    listed = [{ ...analytics, namespaceName: undefined }];
    assert.deepEqual([await places.databaseOf(analytics, signal), finds], ['dev', []]);
  });
});
