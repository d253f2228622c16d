import assert from 'node:assert/strict';
import { makeForgetEverything } from '../../../../src/assembly/panic.js';
import { forgottenText, notForgotten } from '../../../../src/core/connections/forgottenWords.js';
import { inventoryLines } from '../../../../src/core/connections/inventory.js';
import { Edges } from '../../../fakes/edges.js';
import { Product } from '../../../fakes/product.js';
import { IdentityStage } from './identityStage.js';

const identity = 'company';

describe('forgetting everything signs out of identities', () => {
  let stage: IdentityStage;
  let edges: Edges;
  let product: Product;

  beforeEach(async () => {
    stage = await IdentityStage.start();
    const { applicationCredentials, ...entry } = stage.entry;
    if (applicationCredentials.kind !== 'webIdentity') throw new Error('The stage signs with a role.');
    const { roleArn } = applicationCredentials;
    edges = new Edges();
    edges.identities = [{ ...entry, applicationCredentials: { roleArn } }];
    edges.sources = [{ identity, region: 'us-east-1' }];
    product = new Product(stage.aws, stage.home, edges);
    await product.identities.signIn(identity, false, stage.browser, stage.never);
    await product.service.get(await product.workgroups(), stage.never);
    edges.secrets.records.set('identity/of-before', '{"v":1}');
    edges.secrets.records.set(`clientSecret/${identity}`, 'of the application');
  });
  afterEach(async () => {
    product.dispose();
    await stage.close();
  });

  const forget = async () => {
    const everything = makeForgetEverything(
      edges.of(stage.home, product.people),
      product.engine,
      { look: () => Promise.resolve('others'), emptyIfOurs: () => Promise.resolve() },
      { isGiven: false, clear: () => undefined },
    );
    const inventory = await everything.inventory();
    const outcome = await everything.run();
    const record = edges.secrets.records.get(`identity/${identity}`) ?? '';
    return {
      inventory,
      outcome,
      state: product.signIns.state(identity)?.kind,
      held: product.heldSets,
      stored: [...edges.secrets.records.keys()].sort(),
      mark: Object.keys(JSON.parse(record) as object),
      hasKeys: product.clients.areHeld,
    };
  };
  const gone = {
    state: 'signedOut',
    held: [],
    stored: [`clientSecret/${identity}`, `identity/${identity}`],
    // That it was ended holds no secret, and reaches the other windows.
    mark: ['v', 'endedAt'],
    hasKeys: false,
  };

  it('here and at the provider, and leaves the client secrets, which are the application’s', async () => {
    const { inventory, outcome, ...left } = await forget();
    const [, line] = inventoryLines(inventory, edges.clock.now());
    assert.match(line ?? '', /^Sign-in with company as anna@example\.com, since /);
    const events = (await product.record.all()).map(({ kind, who }) => [kind, who].join(' ').trim());
    assert.deepEqual(
      { outcome, left, events: [...new Set(events)].sort() },
      {
        outcome: { failed: [], untold: [] },
        left: gone,
        events: ['forgotten', 'issued', `signedIn ${identity}`, `signedOut ${identity}`],
      },
    );
  });

  it('here where the provider cannot be told, and says so', async () => {
    await stage.provider.close();
    const { inventory, outcome, ...left } = await forget();
    const text = forgottenText(inventory, outcome, 0, edges.clock.now());
    assert.deepEqual(
      { failure: notForgotten(outcome), text, left },
      {
        failure: undefined,
        text: 'Forgotten: 1 Redshift token, 1 sign-in, AWS keys. Not told: the identity provider of company, whose own session may last on.',
        left: gone,
      },
    );
  });
});
