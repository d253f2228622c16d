import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/base/duration.js';
import { makeIdentityCenter } from '../../../emulator/world/identityCenter.js';
import { Edges } from '../../../fakes/edges.js';
import { Product } from '../../../fakes/product.js';
import { IdentityStage } from './identityStage.js';

const identity = 'company';
const notSignedIn = `Not signed in with "${identity}". Sign in, then retry.`;
const bySigner = { entry: { applicationCredentials: { profile: 'signer' } } };

/** From now on it is Bert who signs in at the provider. */
function bertSignsIn(stage: IdentityStage): void {
  const users = [{ userName: 'bert@example.com' }];
  const { users: made } = makeIdentityCenter({ accountId: '123456789012', region: 'us-east-1', users });
  stage.world.identityCenter.users.push(...made);
  stage.provider.rules.signInAs = 'bert@example.com';
}

describe('Two windows with one identity', () => {
  let stage: IdentityStage;
  afterEach(() => stage.close());

  describe('while one of them renews', () => {
    /** Holds the renewal where the keys of the profile that signs are asked for. */
    const startRenewal = async () => {
      stage = await IdentityStage.start(bySigner);
      const [here, there] = [stage.window(), stage.window()];
      await here.enter();
      await there.keys();
      stage.clock.advance(hourMs);
      const { profileKeys } = stage;
      const asked = Promise.withResolvers<undefined>();
      const go = Promise.withResolvers<undefined>();
      stage.profileKeys = async () => {
        asked.resolve(undefined);
        await go.promise;
        return profileKeys();
      };
      const renewing = there.keys();
      await asked.promise;
      stage.profileKeys = profileKeys;
      return { here, there, renewing, go: () => go.resolve(undefined) };
    };
    const sessions = () =>
      stage.aws.requests
        .filter(({ operation }) => operation === 'AssumeRole')
        .map(({ sessionName }) => sessionName);

    it('and the other signs out: there are no keys, and nothing is written back', async () => {
      const { here, there, renewing, go } = await startRenewal();
      await here.credentials.end(stage.never);
      go();
      const [renewed, asked] = [await renewing, await there.keys()];
      const stored = [...stage.secrets.records.values()].map((text) =>
        Object.keys(JSON.parse(text) as object),
      );
      assert.deepEqual(
        { renewed, asked, stored, current: there.held.current },
        {
          renewed: notSignedIn,
          asked: notSignedIn,
          stored: [['v', 'endedAt']],
          current: { kind: 'signedOut' },
        },
      );
    });

    it('and somebody else signs in at the other: both have their keys, and their record stays', async () => {
      const { here, there, renewing, go } = await startRenewal();
      bertSignsIn(stage);
      await here.enter();
      go();
      assert.equal(await renewing, 'keys');
      const persons = [await there.held.read(), await here.held.read()].map((record) => record?.person);
      assert.deepEqual(
        { last: sessions().at(-1), persons },
        { last: 'bert@example.com', persons: ['bert@example.com', 'bert@example.com'] },
      );
      assert.equal(await here.keys(), 'keys');
    });

    it('and the other renews too: both have keys, and what is stored renews them again', async () => {
      const { here, there, renewing, go } = await startRenewal();
      assert.equal(await here.keys(), 'keys');
      go();
      assert.equal(await renewing, 'keys');
      stage.clock.advance(hourMs);
      assert.deepEqual([await here.keys(), await there.keys()], ['keys', 'keys']);
      assert.deepEqual(stage.grants, ['authorization_code']);
    });
  });

  it('read once more what renews it before its sign-in is called ended by Identity Center', async () => {
    stage = await IdentityStage.start({ ...bySigner, rules: { refreshTokens: 'never' } });
    const { enter, keys } = stage.window();
    await enter();
    const now = [...stage.secrets.records.values()][0]!;
    const before = now.replace(/"identityCenterToken":"[^"]+"/, '"identityCenterToken":"used-before"');
    const answers = [before, now, now];
    stage.secrets.get = () => Promise.resolve(answers.shift());
    stage.clock.advance(hourMs);
    assert.equal(await keys(), 'keys');
    assert.deepEqual(stage.calls.slice(2), [
      'CreateTokenWithIAM InvalidGrantException',
      'CreateTokenWithIAM',
      'AssumeRole',
    ]);
  });

  describe('where one has Redshift tokens', () => {
    let here: Product;
    let there: Product;
    const product = (edges: Edges): Product => {
      const { applicationCredentials, ...entry } = stage.entry;
      if (applicationCredentials.kind !== 'webIdentity') throw new Error('The stage signs with a role.');
      const { roleArn } = applicationCredentials;
      edges.identities = [{ ...entry, applicationCredentials: { roleArn } }];
      edges.sources = [{ identity, region: 'us-east-1' }];
      return new Product(stage.aws, stage.home, edges);
    };
    beforeEach(async () => {
      stage = await IdentityStage.start();
      const edges = new Edges();
      here = product(edges);
      there = product(Object.assign(new Edges(), { secrets: edges.secrets }));
      await here.identities.signIn(identity, false, stage.browser, stage.never);
      await get(there);
    });
    afterEach(() => {
      here.dispose();
      there.dispose();
    });

    const get = async (window: Product): Promise<readonly string[]> => {
      const { refused, notTried } = await window.service.get(await window.workgroups(), stage.never);
      return [...new Set([...refused, ...notTried].map(({ reason }) => reason.message))];
    };
    const principals = (window: Product) =>
      window.held.current.map((token) => token.identity.principal?.split('/').at(-1));
    /** What one window does is noticed by the other a moment later. */
    const haveNone = async (window: Product): Promise<void> => {
      for (let turn = 0; turn < 500 && window.held.current.length > 0; turn += 1) {
        await new Promise((resolve) => setImmediate(resolve));
      }
      assert.deepEqual(principals(window), []);
    };
    const noticed = async (window: Product): Promise<void> => {
      await window.signIns.of(identity).read();
      await new Promise((resolve) => setImmediate(resolve));
    };

    it('forget them when another person signs in at the other, and go on as that person', async () => {
      const before = principals(there);
      bertSignsIn(stage);
      await here.identities.signIn(identity, false, stage.browser, stage.never);
      await haveNone(there);
      assert.deepEqual(
        { before, failed: await get(there), now: principals(there) },
        { before: ['anna@example.com'], failed: [], now: ['bert@example.com'] },
      );
    });

    it('forget them and have no keys when the other signs out', async () => {
      await here.identities.signOut(identity, stage.never);
      await haveNone(there);
      const [source] = (await there.list.read()).sources;
      await there.workgroups();
      const listing = there.catalogue.listing(source!.id);
      assert.equal(listing.kind === 'failed' && listing.error.message, notSignedIn);
    });

    it('keep them when the other renews, or the same person signs in again', async () => {
      await here.identities.signIn(identity, false, stage.browser, stage.never);
      await noticed(there);
      here.identities.dropKeys(identity);
      await here.identities.keys(identity)();
      await noticed(there);
      assert.deepEqual(principals(there), ['anna@example.com']);
    });
  });
});
