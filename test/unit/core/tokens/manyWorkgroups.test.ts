import assert from 'node:assert/strict';
import type { WorkgroupRefusal } from '../../../emulator/rules.js';
import { makeWorkgroups } from '../../../emulator/world/workgroup.js';
import { maxCallsPerSet } from '../../../../src/core/tokens/narrowing.js';
import { outcomeError } from '../../../../src/core/tokens/tokenOutcome.js';
import { endCompany, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const operation = 'GetIdentityCenterAuthToken';
const signal = (): AbortSignal => new AbortController().signal;

/** How each way to refuse reads on the row of the workgroup in question. */
const ways: Readonly<Record<WorkgroupRefusal, RegExp>> = {
  validationNamed: /^Identity Center integration is off for workgroup-00027\./,
  validationUnnamed: /^Identity Center integration is off for workgroup-00027\./,
  notFound: /^AWS finds no workgroup workgroup-00027 in us-east-1/,
  conflict: /^Identity Center integration is off for workgroup-00027\./,
  accessDeniedNamed:
    /^The credentials of profile "analytics" may not get this token: they lack .* on arn:aws:redshift-serverless:/,
  unsupportedOperation: /^Identity Center integration is off for workgroup-00027\./,
};

describe('many workgroups', () => {
  let product: Product;
  const lines: string[] = [];
  const start = async (...withoutIdentityCenter: number[]): Promise<void> => {
    const workgroups = makeWorkgroups(45).map((seed, index) => ({
      ...seed,
      hasIdentityCenter: !withoutIdentityCenter.includes(index + 1),
    }));
    product = await startCompany({ workgroups });
  };
  afterEach(() => endCompany(product));
  after(() => console.log(['\n    Calls for 45 workgroups, cut into sets of 20:', ...lines, ''].join('\n')));

  it('gets three tokens with three calls for 45 workgroups', async () => {
    await start();
    const outcome = await product.service.get(await product.workgroups(), signal());
    lines.push(`      all good → ${product.tokenCalls.length} calls`);
    assert.deepEqual(
      {
        granted: outcome.granted.length,
        failed: outcomeError(outcome),
        calls: product.tokenCalls.map(({ length }) => length),
        tokens: product.heldSets.map(({ length }) => length),
      },
      { granted: 45, failed: undefined, calls: [20, 20, 5], tokens: [20, 20, 5] },
    );
  });

  for (const [way, reason] of Object.entries(ways)) {
    it(`gives 44 of 45 a token, and the odd one its reason, where AWS refuses by ${way}`, async () => {
      await start(27);
      product.aws.rules.workgroupRefusal = way as WorkgroupRefusal;
      const all = await product.workgroups();
      const outcome = await product.service.get(all, signal());
      const [failure] = outcome.refused;
      lines.push(`      one without Identity Center, ${way} → ${product.tokenCalls.length} calls`);
      assert.deepEqual(
        {
          granted: outcome.granted.length,
          refused: outcome.refused.map(({ workgroup }) => workgroup.name),
          notTried: outcome.notTried,
          tokens: product.heldSets.map(({ length }) => length),
          shown: all.filter((ref) => product.refusals.of(ref) !== undefined).map(({ name }) => name),
        },
        {
          granted: 44,
          refused: ['workgroup-00027'],
          notTried: [],
          tokens: [20, 19, 5],
          shown: ['workgroup-00027'],
        },
      );
      assert.match(failure?.reason.message ?? '', reason);
      assert.ok(product.tokenCalls.length <= 2 + maxCallsPerSet);
    });
  }

  it('leaves a refused workgroup out of the next request, and asks again for it alone', async () => {
    await start(27);
    const all = await product.workgroups();
    await product.service.get(all, signal());
    const before = product.tokenCalls.length;
    await product.service.refresh(all.slice(0, 1), signal());
    const again = await product.service.get(all, signal());
    const alone = await product.service.get(all.slice(26, 27), signal());
    assert.deepEqual(
      {
        calls: product.tokenCalls.slice(before).map((names) => names.length),
        refused: [again, alone].map(({ refused }) => refused.map(({ workgroup }) => workgroup.name)),
      },
      { calls: [20, 1], refused: [['workgroup-00027'], ['workgroup-00027']] },
    );
  });

  for (const way of ['validationNamed', 'validationUnnamed'] as const) {
    it(`finds two bad ones in one set, where AWS refuses by ${way}`, async () => {
      await start(3, 17);
      product.aws.rules.workgroupRefusal = way;
      const outcome = await product.service.get(await product.workgroups(), signal());
      lines.push(`      two without Identity Center in a set, ${way} → ${product.tokenCalls.length} calls`);
      assert.deepEqual(
        {
          granted: outcome.granted.length,
          refused: outcome.refused.map(({ workgroup }) => workgroup.name),
          notTried: outcome.notTried.length,
        },
        { granted: 43, refused: ['workgroup-00003', 'workgroup-00017'], notTried: 0 },
      );
    });

    it(`refuses no good one where all of a set are bad, by ${way}, and makes no more than 12 calls`, async () => {
      await start(...Array.from({ length: 20 }, (_, index) => index + 1));
      product.aws.rules.workgroupRefusal = way;
      const outcome = await product.service.get(await product.workgroups(), signal());
      const ofFirstSet = product.tokenCalls.filter((names) => names.includes('workgroup-00001')).length;
      lines.push(`      20 without Identity Center, ${way} → ${product.tokenCalls.length} calls`);
      assert.equal(outcome.granted.length + outcome.refused.length + outcome.notTried.length, 45);
      assert.ok(outcome.refused.every(({ workgroup }) => workgroup.name <= 'workgroup-00020'));
      assert.ok(outcome.refused.length > 0);
      assert.ok(ofFirstSet <= maxCallsPerSet, `${ofFirstSet} calls`);
      assert.ok(product.tokenCalls.length <= maxCallsPerSet + 2, `${product.tokenCalls.length} calls`);
    });
  }

  it('keeps what was granted when AWS throttles in the middle, and says that the rest was not tried', async () => {
    await start();
    product.aws.inject({ kind: 'throttle', operation, skip: 1 });
    const outcome = await product.service.get(await product.workgroups(), signal());
    assert.deepEqual(
      {
        granted: outcome.granted.length,
        refused: outcome.refused,
        notTried: outcome.notTried.length,
        calls: product.tokenCalls.map(({ length }) => length),
        tokens: product.heldSets.map(({ length }) => length),
        said: outcomeError(outcome)?.message,
      },
      {
        granted: 20,
        refused: [],
        notTried: 25,
        calls: [20, 20],
        tokens: [20],
        said: '20 of 45 workgroups have a token. workgroup-00021 and 24 more: AWS is throttling these calls. Wait a minute, then retry.',
      },
    );
  });

  it('stops narrowing at a throttle, and keeps the token of the half that had passed', async () => {
    await start(15);
    product.aws.rules.workgroupRefusal = 'validationUnnamed';
    product.aws.inject({ kind: 'throttle', operation, skip: 2 });
    const all = await product.workgroups();
    const outcome = await product.service.get(all.slice(0, 20), signal());
    assert.deepEqual(
      {
        calls: product.tokenCalls.map(({ length }) => length),
        granted: outcome.granted.length,
        refused: outcome.refused,
        notTried: outcome.notTried.length,
        tokens: product.heldSets.map(({ length }) => length),
      },
      { calls: [20, 10, 5], granted: 10, refused: [], notTried: 10, tokens: [10] },
    );
  });

  it('says once what concerns the caller, and tries no other set', async () => {
    await start();
    product.aws.world.principals[0]!.hasIdentity = false;
    const outcome = await product.service.get(await product.workgroups(), signal());
    assert.deepEqual(
      { calls: product.tokenCalls.length, notTried: outcome.notTried.length },
      { calls: 1, notTried: 45 },
    );
    assert.match(
      outcomeError(outcome)?.message ?? '',
      /^These credentials carry no Identity Center identity/,
    );
  });
});
