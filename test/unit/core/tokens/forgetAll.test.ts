import assert from 'node:assert/strict';
import { Cancelled, UserError } from '../../../../src/core/base/userError.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { tokenRecord } from '../../../../src/core/tokens/token.js';
import { endCompany, startCompany } from '../../../fakes/company.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import type { Product } from '../../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('forgetting all', () => {
  let product: Product;
  let refs: readonly WorkgroupRef[];
  beforeEach(async () => {
    product = await startCompany();
    refs = await product.workgroups();
  });
  afterEach(() => endCompany(product));
  const left = () => ({ held: product.heldSets, stored: [...product.edges.secrets.records.keys()] });
  const nothing = { held: [], stored: [] };
  const failure = async (work: Promise<unknown>) => {
    const [answer] = await Promise.allSettled([work]);
    return answer.status === 'rejected' ? (answer.reason as unknown) : undefined;
  };
  /** The sentence and the button of what was thrown. */
  const said = (error: unknown) => error instanceof UserError && [error.message, error.action.kind];

  it('deletes records that cannot be read and superseded ones too, and nothing that is not a token', async () => {
    const { secrets, clock } = product.edges;
    await product.service.get(refs, signal());
    const old = madeToken(['analytics'], clock.now() - minute);
    secrets.records.set(`token/${old.id}`, tokenRecord(old));
    secrets.records.set('token/odd', 'no JSON');
    secrets.records.set('identity/1', 'of somebody else');
    await product.service.forgetAll();
    assert.deepEqual(left(), { held: [], stored: ['identity/1'] });
  });

  it('deletes what this window holds where the secret storage does not list its records, and says what may be left', async () => {
    await product.service.get(refs, signal());
    product.edges.secrets.fail('keys');
    const error = await failure(product.service.forgetAll());
    assert.deepEqual(
      { said: said(error), left: left() },
      {
        said: [
          "The tokens of this window are forgotten. VS Code's secret storage does not list its records, so others may be left in it.",
          'retry',
        ],
        left: nothing,
      },
    );
  });

  it('says how many are left, those that cannot be read included, and deletes the others', async () => {
    const { secrets } = product.edges;
    for (const ref of refs) await product.service.get([ref], signal());
    secrets.records.set('token/odd', 'no JSON');
    const [stuck] = secrets.records.keys();
    secrets.fail('delete', (key) => key === stuck || key === 'token/odd');
    const error = await failure(product.service.forgetAll());
    assert.deepEqual(
      { said: said(error), left: left() },
      {
        said: ["2 of 3 tokens could not be deleted from VS Code's secret storage.", 'retry'],
        left: { held: [['analytics']], stored: [stuck, 'token/odd'] },
      },
    );
  });

  it('stops a token that is being asked for', async () => {
    product.aws.inject({ kind: 'delay', ms: 60_000, operation: 'GetIdentityCenterAuthToken' });
    const asked = failure(product.service.get(refs, signal()));
    while (product.tokenCalls.length === 0) await turn();
    await product.service.forgetAll();
    assert.deepEqual(
      { isCancelled: (await asked) instanceof Cancelled, left: left() },
      { isCancelled: true, left: nothing },
    );
  });

  it('stops a token that waits to learn whose it is', async () => {
    product.aws.inject({ kind: 'delay', ms: 60_000, operation: 'GetCallerIdentity' });
    const asked = failure(product.service.get(refs, signal()));
    while (product.tokenCalls.length === 0 || product.edges.localClock.waiting === 0) await turn();
    await product.service.forgetAll();
    product.edges.localClock.advance(3000);
    assert.deepEqual(
      { isCancelled: (await asked) instanceof Cancelled, left: left() },
      { isCancelled: true, left: nothing },
    );
  });

  describe('while a token is being stored', () => {
    const storing = async () => {
      const release = product.edges.secrets.hold('set');
      const set = product.edges.secrets.set.bind(product.edges.secrets);
      const { promise: begun, resolve } = Promise.withResolvers<undefined>();
      product.edges.secrets.set = (key, value) => {
        resolve(undefined);
        return set(key, value);
      };
      const asked = failure(product.service.get(refs, signal()));
      await begun;
      return { asked, release };
    };

    it('does not hold it afterwards', async () => {
      const { asked, release } = await storing();
      await product.service.forgetAll();
      release();
      assert.deepEqual(
        { isCancelled: (await asked) instanceof Cancelled, left: left() },
        { isCancelled: true, left: nothing },
      );
    });

    it('says so where its record cannot be deleted', async () => {
      const { secrets } = product.edges;
      await product.held.keep(madeToken(['analytics'], product.edges.clock.now()));
      secrets.fail('delete');
      const release = secrets.hold('set');
      const keeping = failure(product.held.keep(madeToken(['marketing'], product.edges.clock.now())));
      await failure(product.held.forgetAll());
      release();
      assert.deepEqual(
        { said: said(await keeping), held: product.heldSets },
        {
          said: ["1 of 1 tokens could not be deleted from VS Code's secret storage.", 'retry'],
          held: [['analytics'], ['marketing']],
        },
      );
    });
  });

  it('hands out no token to copy that was asked for before', async () => {
    product.aws.inject({ kind: 'delay', ms: 60_000, operation: 'GetCallerIdentity' });
    const asked = failure(product.service.getExactly(refs, signal()));
    while (!product.aws.requests.some(({ operation }) => operation === 'GetCallerIdentity')) await turn();
    await product.service.forgetAll();
    assert.deepEqual(
      { isCancelled: (await asked) instanceof Cancelled, left: left() },
      { isCancelled: true, left: nothing },
    );
  });
});
