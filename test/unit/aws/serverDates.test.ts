import assert from 'node:assert/strict';
import { ServerClock } from '../../../src/core/base/serverClock.js';
import { statusBar } from '../../../src/core/tokens/statusBar.js';
import { endCompany, startCompany } from '../../fakes/company.js';
import { FakeClock } from '../../fakes/fakeClock.js';
import type { Product } from '../../fakes/product.js';

const hour = 3_600_000;
const signal = (): AbortSignal => new AbortController().signal;

describe("AWS's clock", () => {
  let product: Product;
  // The SDK mends a signature that is off by an hour with its second try.
  beforeEach(async () => (product = await startCompany({ env: { AWS_MAX_ATTEMPTS: '2' } })));
  afterEach(() => endCompany(product));
  const offset = (): number => product.edges.clock.now() - product.edges.localClock.now();

  for (const [where, hours] of Object.entries({ 'an hour ahead': 1, 'an hour behind': -1 })) {
    it(`is learnt from an answer, and counts a token down rightly, where it is ${where}`, async () => {
      const { aws, edges, held, service } = product;
      aws.rules.now = () => edges.localClock.now() + hours * hour;
      await service.get(await product.workgroups(), signal());
      edges.localClock.advance(10 * 60_000 + 2000);
      const bar = statusBar(held.current, [], edges.clock.now(), 5);
      assert.ok(Math.abs(offset() - hours * hour) <= 1000, `${offset()} ms`);
      assert.equal(bar?.text, '$(key) 50 min');
    });
  }

  it('is learnt from a refusal too', async () => {
    // A second try would be signed for that hour, and be answered without a skew.
    process.env['AWS_MAX_ATTEMPTS'] = '1';
    product.aws.world.principals[0]!.mayList = false;
    product.aws.inject({ kind: 'skewedDate', offsetMs: hour });
    await product.workgroups();
    assert.ok(Math.abs(offset() - hour) <= 1000, `${offset()} ms`);
  });

  it("is not learnt from a proxy's answer, which has no request id", async () => {
    const operation = 'GetIdentityCenterAuthToken';
    const [first] = await product.workgroups();
    product.aws.inject({ kind: 'badGateway', operation, times: 2 });
    product.aws.inject({ kind: 'skewedDate', offsetMs: hour, operation, times: 2 });
    let changes = 0;
    product.edges.clock.onDidChange(() => (changes += 1));
    const outcome = await product.service.get([first!], signal());
    assert.deepEqual({ changes, notTried: outcome.notTried.length }, { changes: 0, notTried: 1 });
  });
});

describe('the server clock', () => {
  const start = (offsetMs?: number) => {
    const local = new FakeClock(1_000_000);
    const clock = new ServerClock(local, offsetMs);
    let changes = 0;
    clock.onDidChange(() => (changes += 1));
    return { local, clock, changes: () => changes };
  };

  it('shows the time of this computer until it has learnt another', () => {
    const { local, clock } = start();
    local.advance(5);
    assert.equal(clock.now(), 1_000_005);
  });

  it('takes less than two seconds for no difference, and says nothing of it', () => {
    const { clock, local, changes } = start();
    clock.learn(local.now() + 1400);
    clock.learn(local.now() - 2400);
    assert.deepEqual({ offset: clock.currentOffsetMs, changes: changes() }, { offset: 0, changes: 0 });
  });

  it('says once that it differs, not with every answer, and says when it no longer does', () => {
    const { clock, local, changes } = start();
    const learnt = [hour, hour + 700, hour - 900, 0].map((ms) => {
      clock.learn(local.now() + ms);
      return [clock.currentOffsetMs, changes()];
    });
    assert.deepEqual(learnt, [
      [hour + 500, 1],
      [hour + 500, 1],
      [hour + 500, 1],
      [0, 2],
    ]);
  });

  it('remembers what an earlier window learnt', () =>
    assert.equal(start(hour).clock.now(), 1_000_000 + hour));
});
