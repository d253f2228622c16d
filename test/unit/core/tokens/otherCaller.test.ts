import assert from 'node:assert/strict';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { accountId, endCompany, startCompany } from '../../../fakes/company.js';
import { Product } from '../../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const arnOf = (who: string): string => `arn:aws:sts::${accountId}:assumed-role/RedshiftAnalyst/${who}`;
const anna = 'anna@example.com';
const ben = 'ben@example.com';

describe('tokens when the credentials become those of somebody else', () => {
  let product: Product;
  let refs: readonly WorkgroupRef[];
  beforeEach(async () => {
    product = await startCompany();
    refs = await product.workgroups();
  });
  afterEach(() => endCompany(product));
  const become = (who: string): void => void (product.aws.world.principals[0]!.arn = arnOf(who));
  const owners = ({ held }: Product) =>
    held.current.map(({ identity }) => identity.principal?.split('/').at(-1));
  const asked = (operation: string): boolean =>
    product.aws.requests.some((request) => request.operation === operation);

  describe('while one is asked for', () => {
    const answer = async (asking: ReturnType<Product['service']['get']>) => {
      const { granted, notTried } = await asking;
      return {
        granted,
        said: [...new Set(notTried.map(({ reason }) => reason.message))],
        held: owners(product),
        stored: product.edges.secrets.records.size,
      };
    };
    const nothing = {
      granted: [],
      said: ['The AWS credentials changed while the token was asked for. Try again.'],
      held: [],
      stored: 0,
    };

    it('are not kept', async () => {
      product.aws.inject({ kind: 'delay', ms: 40, operation: 'GetIdentityCenterAuthToken' });
      const asking = product.service.get(refs, signal());
      while (product.tokenCalls.length === 0) await turn();
      become(ben);
      product.callers.credentialsChanged();
      assert.deepEqual(await answer(asking), nothing);
    });

    it('are not kept as those of the new one, where whose they are comes after them', async () => {
      product.aws.inject({ kind: 'delay', ms: 100, operation: 'GetCallerIdentity' });
      const asking = product.service.get(refs, signal());
      // A timer runs from when the token has come until it is known whose it is.
      while (
        !asked('GetCallerIdentity') ||
        product.edges.localClock.waiting < 1 ||
        product.tokenCalls.length === 0
      )
        await turn();
      become(ben);
      product.callers.credentialsChanged();
      assert.deepEqual(await answer(asking), nothing);
    });
  });

  describe('between two windows', () => {
    const nextWindow = (): Product => {
      product.dispose();
      return (product = new Product(product.aws, product.home, product.edges));
    };

    it('are not copied: the new one gets one of their own', async () => {
      await product.service.getExactly(refs, signal());
      const before = product.held.current;
      become(ben);
      const next = nextWindow();
      await next.held.load();
      const loaded = owners(next);
      const token = await next.service.getExactly(refs, signal());
      assert.deepEqual(
        {
          loaded,
          isFormer: before.some(({ value }) => value === token.value),
          owner: token.identity.principal,
          held: owners(next),
          stored: [...next.edges.secrets.records.keys()],
        },
        { loaded: [anna], isFormer: false, owner: arnOf(ben), held: [ben], stored: [`token/${token.id}`] },
      );
    });

    it('are copied without a call where the one is the same', async () => {
      const { id } = await product.service.getExactly(refs, signal());
      const next = nextWindow();
      await next.held.load();
      const token = await next.service.getExactly(refs, signal());
      assert.deepEqual({ id: token.id, calls: next.tokenCalls.length }, { id, calls: 1 });
    });

    it('are forgotten once read where it is known by then who the new one is', async () => {
      await product.service.get(refs, signal());
      become(ben);
      const next = nextWindow();
      await next.callers.get((await next.list.find(refs[0]!.sourceId))!);
      await next.held.load();
      const loaded = owners(next);
      await next.owners.dropForeign();
      assert.deepEqual(
        { loaded, held: owners(next), stored: next.edges.secrets.records.size },
        { loaded: [anna], held: [], stored: 0 },
      );
    });

    it('stay where they are read and nothing is known of the new one, or it is the same', async () => {
      await product.service.get(refs, signal());
      const next = nextWindow();
      await next.held.load();
      await next.owners.dropForeign();
      const unknown = owners(next);
      await next.callers.get((await next.list.find(refs[0]!.sourceId))!);
      await next.owners.dropForeign();
      assert.deepEqual({ unknown, same: owners(next) }, { unknown: [anna], same: [anna] });
    });
  });
});
