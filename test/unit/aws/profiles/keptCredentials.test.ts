import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { AwsCredentialIdentity } from '@smithy/types';
import { keptCredentials } from '../../../../src/aws/profiles/keptCredentials.js';
import { regionsAround } from '../../../../src/core/sources/regions.js';
import { searchRegions } from '../../../../src/core/sources/regionSearch.js';
import { makePlace } from '../../../emulator/world/world.js';
import { accountId, endCompany, startCompany } from '../../../fakes/company.js';
import { CredentialCommand } from '../../../fakes/credentialCommand.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { minute } from '../../../fakes/madeToken.js';
import type { Product } from '../../../fakes/product.js';

describe('kept credentials', () => {
  const keys = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'secret' };
  /** A provider whose answers a test gives, with what was asked of it. */
  const start = () => {
    const clock = new FakeClock();
    const asked: PromiseWithResolvers<AwsCredentialIdentity>[] = [];
    const get = keptCredentials(
      () => {
        const answer = Promise.withResolvers<AwsCredentialIdentity>();
        asked.push(answer);
        return answer.promise;
      },
      clock,
      () => new Error('late'),
    );
    return { clock, asked, get };
  };

  it('are asked for once by all who want them at once, and kept for good where they have no end', async () => {
    const { clock, asked, get } = start();
    const wanted = [get(), get(), get()];
    asked[0]!.resolve(keys);
    const given = await Promise.all(wanted);
    clock.advance(10_000 * minute);
    assert.deepEqual(
      { given, later: await get(), asked: asked.length, waiting: clock.waiting },
      { given: [keys, keys, keys], later: keys, asked: 1, waiting: 0 },
    );
  });

  it('are asked for anew five minutes before their end', async () => {
    const { clock, asked, get } = start();
    const first = get();
    asked[0]!.resolve({ ...keys, expiration: new Date(clock.now() + 60 * minute) });
    await first;
    clock.advance(55 * minute - 1);
    await get();
    const before = asked.length;
    clock.advance(1);
    void get();
    assert.deepEqual({ before, after: asked.length }, { before: 1, after: 2 });
  });

  it('that do not come within a minute are given up, and asked for anew the next time', async () => {
    const { clock, asked, get } = start();
    const hanging = get();
    clock.advance(minute - 1);
    const joined = get();
    clock.advance(1);
    await assert.rejects(hanging, { message: 'late' });
    await assert.rejects(joined, { message: 'late' });
    const again = get();
    asked[0]!.resolve({ ...keys, accessKeyId: 'TOOLATE' });
    asked[1]!.resolve(keys);
    assert.deepEqual(
      { again: await again, later: await get(), asked: asked.length, waiting: clock.waiting },
      { again: keys, later: keys, asked: 2, waiting: 0 },
    );
  });

  it('that could not be had are asked for anew the next time', async () => {
    const { clock, asked, get } = start();
    const failing = get();
    asked[0]!.reject(new Error('not signed in'));
    await assert.rejects(failing, { message: 'not signed in' });
    const again = get();
    asked[1]!.resolve(keys);
    assert.deepEqual({ again: await again, waiting: clock.waiting }, { again: keys, waiting: 0 });
  });
});

describe('the command that a profile gets its credentials from', () => {
  const regions = ['us-east-1', 'eu-west-1', 'eu-central-1'];
  let product: Product;
  let command: CredentialCommand;
  beforeEach(async () => {
    // The SDK mends a signature that is off by an hour with its second try.
    product = await startCompany({ env: { AWS_MAX_ATTEMPTS: '2' }, credentials: '' });
    command = await CredentialCommand.write(product.home);
    await product.home.writeConfig(`[profile analytics]\nregion = us-east-1\n${command.entry}\n`);
  });
  afterEach(() => endCompany(product));
  /** AWS's clock differs from this computer's, as an earlier window has learnt. */
  const hoursAhead = (hours: number): void => {
    const { aws, edges } = product;
    aws.rules.now = () => edges.localClock.now() + 60 * hours * minute;
    edges.clock.learn(aws.rules.now());
  };
  const list = async (): Promise<readonly string[]> => {
    await product.workgroups();
    const sources = product.list.current?.sources ?? [];
    return sources.map(({ id }) => {
      const listing = product.catalogue.listing(id);
      return listing.kind === 'failed' ? listing.error.message : listing.kind;
    });
  };

  it('runs once for three regions, for their callers and for the calls after them', async () => {
    const { aws, edges, callers } = product;
    for (const region of regions.slice(1))
      aws.world.places.push(makePlace(accountId, region, [{ workgroupName: 'ledger' }]));
    edges.sources = regions.map((region) => ({ profile: 'analytics', region }));
    const { sources } = await product.list.read();
    const [kinds, known] = await Promise.all([
      list(),
      Promise.all(sources.map((source) => callers.get(source))),
    ]);
    await list();
    assert.deepEqual(
      { kinds, known: known.map((caller) => caller?.accountId), runs: await command.runs() },
      { kinds: Array(3).fill('listed'), known: Array(3).fill(accountId), runs: 1 },
    );
  });

  it("runs once where this computer's clock is an hour fast, and its credentials last by AWS's", async () => {
    hoursAhead(-1);
    // By this computer's clock they are about to end.
    await command.give(product.edges.localClock.now() + 3 * minute);
    const kinds = [await list(), await list(), await list()].flat();
    assert.deepEqual(
      { kinds, runs: await command.runs() },
      { kinds: ['listed', 'listed', 'listed'], runs: 1 },
    );
  });

  it("runs again where this computer's clock is an hour slow, and its credentials are about to end by AWS's", async () => {
    hoursAhead(1);
    await command.give(product.edges.localClock.now() + 66 * minute);
    const before = [await list(), await command.runs()];
    product.edges.localClock.advance(1.5 * minute);
    await command.give(product.edges.localClock.now() + 120 * minute);
    const after = [await list(), await list(), await command.runs()];
    assert.deepEqual({ before, after }, { before: [['listed'], 1], after: [['listed'], ['listed'], 2] });
  });

  it('runs once for a search in regions of which some are not enabled', async () => {
    const { aws, lister, list: sources } = product;
    aws.world.principals[0]!.disabledRegions = ['af-south-1', 'ap-east-1', 'eu-south-1'];
    const [source] = (await sources.read()).sources;
    const all = regionsAround('us-east-1');
    const search = () =>
      searchRegions(lister, source!.credentials, all, () => undefined, new AbortController().signal);
    const { found, failed } = await search();
    assert.deepEqual(
      { found: found.map(({ source: { region } }) => region), failed, runs: await command.runs() },
      { found: ['us-east-1'], failed: [], runs: 1 },
    );
  });

  it('is given up after a minute, and run again for the next call', async () => {
    await command.hang();
    const hanging = list();
    while ((await command.runs()) === 0) await wait(5);
    product.edges.localClock.advance(minute);
    const first = await hanging;
    await command.goOn();
    assert.deepEqual(
      { first, then: await list(), runs: await command.runs() },
      {
        first: [
          'The credentials of profile "analytics" did not arrive within a minute. Check what its entry in the AWS config files runs, then retry.',
        ],
        then: ['listed'],
        runs: 2,
      },
    );
  });
});
