import assert from 'node:assert/strict';
import { Cancelled, UserError } from '../../../../src/core/base/userError.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { outcomeError } from '../../../../src/core/tokens/tokenOutcome.js';
import { makeWorkgroups } from '../../../emulator/world/workgroup.js';
import { endCompany, startCompany, type CompanyOptions } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const operation = 'GetIdentityCenterAuthToken';
const second = 1000;
const signal = (): AbortSignal => new AbortController().signal;
const names = (refs: readonly WorkgroupRef[]): readonly string[] => refs.map(({ name }) => name);

describe('the token service', () => {
  let product: Product;
  let refs: readonly WorkgroupRef[];
  const start = async (options: CompanyOptions = {}): Promise<void> => {
    product = await startCompany({
      workgroups: makeWorkgroups(3, 'wg'),
      tokenLifeMs: 200 * second,
      ...options,
    });
    refs = await product.workgroups();
  };
  const records = (): readonly string[] => [...product.edges.secrets.records.keys()];
  const keysHeld = (): readonly string[] => product.held.current.map(({ id }) => `token/${id}`);
  afterEach(() => endCompany(product));

  it('stores one record for a set before it announces it', async () => {
    await start();
    const seen: number[] = [];
    product.held.onDidChange(() => seen.push(records().length));
    await product.service.get(refs, signal());
    assert.deepEqual(
      { seen, held: product.heldSets, stored: records() },
      { seen: [1], held: [names(refs)], stored: keysHeld() },
    );
  });

  it('answers from what is held until the lead time, then asks, and deletes the old one', async () => {
    await start();
    const { service, edges } = product;
    await service.get(refs, signal());
    edges.localClock.advance(159 * second);
    const early = await service.get(refs, signal());
    const callsBefore = product.tokenCalls.length;
    const old = product.held.current[0];
    edges.localClock.advance(2 * second);
    await service.get(refs, signal());
    assert.deepEqual(
      {
        early: names(early.granted),
        callsBefore,
        callsAfter: product.tokenCalls.length,
        isOldHeld: product.held.current.some((token) => token === old),
        stored: records(),
      },
      { early: names(refs), callsBefore: 1, callsAfter: 2, isOldHeld: false, stored: keysHeld() },
    );
  });

  it('asks only for the workgroups that have none', async () => {
    await start();
    await product.service.get(refs.slice(0, 1), signal());
    const outcome = await product.service.get(refs, signal());
    assert.deepEqual(
      { calls: product.tokenCalls, granted: names(outcome.granted) },
      { calls: [['wg-00001'], ['wg-00002', 'wg-00003']], granted: ['wg-00001', 'wg-00002', 'wg-00003'] },
    );
  });

  it('keeps the old token when storing the new one fails, and says so', async () => {
    await start();
    const { service, held, edges } = product;
    await service.get(refs, signal());
    const before = { tokens: held.current, records: [...edges.secrets.records] };
    edges.secrets.fail('set');
    const outcome = await service.refresh(refs, signal());
    assert.deepEqual(
      {
        said: outcomeError(outcome)?.message,
        action: outcomeError(outcome)?.action,
        tokens: held.current,
        records: [...edges.secrets.records],
      },
      {
        said: "The token was issued but could not be stored: VS Code's secret storage refused it. What was held before is unchanged.",
        action: { kind: 'keepInMemory' },
        ...before,
      },
    );
  });

  it('tells what one source got beside what stopped another', async () => {
    await start();
    const gone = { ...refs[0]!, sourceId: 'profile:gone@eu-west-1' };
    const outcome = await product.service.get([...refs, gone], signal());
    assert.deepEqual(
      { granted: names(outcome.granted), said: outcomeError(outcome)?.message },
      {
        granted: names(refs),
        said: '3 of 4 workgroups have a token. wg-00001: The source profile:gone@eu-west-1 is no longer among the sources. Add it again to get its tokens.',
      },
    );
  });

  it('refreshes a token for its whole set, from one workgroup of it', async () => {
    await start();
    await product.service.get(refs, signal());
    const [old] = product.held.current;
    await product.service.refresh(refs.slice(1, 2), signal());
    const [renewed, ...others] = product.held.current;
    assert.deepEqual(
      { calls: product.tokenCalls, others, isNew: renewed?.id !== old?.id, stored: records() },
      { calls: [names(refs), names(refs)], others: [], isNew: true, stored: keysHeld() },
    );
  });

  it('forgets a token for all the workgroups it was made for, and no other', async () => {
    await start();
    await product.service.get(refs.slice(0, 2), signal());
    await product.service.get(refs.slice(2), signal());
    await product.service.forget(refs.slice(0, 1));
    const after = product.heldSets;
    await product.service.forgetAll();
    assert.deepEqual(
      { after, atLast: product.heldSets, stored: records() },
      { after: [['wg-00003']], atLast: [], stored: [] },
    );
  });

  it('holds on to a token that the secret storage will not delete, and says so', async () => {
    await start();
    await product.service.get(refs.slice(0, 1), signal());
    await product.service.get(refs.slice(1), signal());
    const [stuck] = records();
    product.edges.secrets.fail('delete', (key) => key === stuck);
    await assert.rejects(product.service.forgetAll(), {
      message: "1 of 2 tokens could not be deleted from VS Code's secret storage.",
    });
    assert.deepEqual({ held: keysHeld(), stored: records() }, { held: [stuck], stored: [stuck] });
  });

  describe('asked twice for the same', () => {
    it('makes one call', async () => {
      await start();
      const outcomes = await Promise.all([
        product.service.get(refs, signal()),
        product.service.get(refs, signal()),
      ]);
      assert.deepEqual(
        { calls: product.tokenCalls.length, granted: outcomes.map(({ granted }) => names(granted)) },
        { calls: 1, granted: [names(refs), names(refs)] },
      );
    });

    it('gives the token to the one who stays when the other cancels', async () => {
      await start();
      product.aws.inject({ kind: 'delay', ms: 40, operation });
      const leaving = new AbortController();
      const first = product.service.get(refs, leaving.signal);
      const staying = product.service.get(refs, signal());
      leaving.abort();
      await assert.rejects(first, Cancelled);
      assert.deepEqual(
        { granted: names((await staying).granted), calls: product.tokenCalls.length },
        { granted: names(refs), calls: 1 },
      );
    });

    it('stops the call and stores nothing when both cancel', async () => {
      await start();
      product.aws.inject({ kind: 'delay', ms: 5000, operation });
      const both = [new AbortController(), new AbortController()];
      const asked = both.map((one) => product.service.get(refs, one.signal));
      while (product.tokenCalls.length === 0) await new Promise((resolve) => setImmediate(resolve));
      for (const one of both) one.abort();
      const answers = await Promise.allSettled(asked);
      const again = await product.service.get(refs, signal());
      assert.deepEqual(
        {
          answers: answers.map(
            (answer) => answer.status === 'rejected' && answer.reason instanceof Cancelled,
          ),
          calls: product.tokenCalls.length,
          granted: names(again.granted),
          stored: records(),
        },
        { answers: [true, true], calls: 2, granted: names(refs), stored: keysHeld() },
      );
    });
  });

  describe('asked for exactly some', () => {
    it('makes a token for one of a shared one, and gives it again when asked again', async () => {
      await start();
      await product.service.get(refs, signal());
      const first = await product.service.getExactly(refs.slice(0, 1), signal());
      const second = await product.service.getExactly(refs.slice(0, 1), signal());
      assert.deepEqual(
        { calls: product.tokenCalls, isSame: first.id === second.id, for: names(first.workgroups) },
        { calls: [names(refs), ['wg-00001']], isSame: true, for: ['wg-00001'] },
      );
    });

    it('says that no single token opens the workgroups of two sources, or more than 20, or none', async () => {
      await start();
      const elsewhere = refs.map((ref) => ({ ...ref, sourceId: 'profile:other@eu-west-1' }));
      const many = Array.from({ length: 21 }, (_, index) => ({ ...refs[0]!, arn: `arn-${index}` }));
      const said = {
        message:
          'One token opens at most 20 workgroups, all of one source. Choose fewer, or copy for each source by itself.',
      };
      for (const wrong of [[...refs, ...elsewhere], many, []])
        await assert.rejects(product.service.getExactly(wrong, signal()), said);
      assert.deepEqual(product.tokenCalls, []);
    });

    it('throws the reason, and makes no second call, where one of them is refused', async () => {
      await start();
      product.aws.world.places[0]!.workgroups[1]!.hasIdentityCenter = false;
      await assert.rejects(product.service.getExactly(refs, signal()), (error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, /^Identity Center integration is off for wg-00002\./);
        return true;
      });
      assert.equal(product.tokenCalls.length, 1);
    });
  });

  it('sends no name that AWS would refuse', async () => {
    await start();
    const bad = { ...refs[0]!, arn: 'arn:bad', name: 'Bad_Name' };
    const outcome = await product.service.get([...refs, bad], signal());
    assert.deepEqual(
      {
        calls: product.tokenCalls,
        granted: names(outcome.granted),
        said: outcome.refused.map(({ reason }) => reason.message),
      },
      {
        calls: [names(refs)],
        granted: names(refs),
        said: [
          'AWS accepts no workgroup named "Bad_Name": a name has 3 to 64 characters, only a to z, 0 to 9 and "-". Refresh the workgroups, then retry.',
        ],
      },
    );
  });
});
