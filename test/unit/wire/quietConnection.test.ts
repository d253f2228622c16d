import assert from 'node:assert/strict';
import type { HolderWatch } from '../../../src/core/connections/endpoint/localEndpoint.js';
import { EndpointStage, eventually } from './endpointStage.js';

describe('The quiet connection to the window that has an endpoint', () => {
  let stage: EndpointStage;
  beforeEach(() => (stage = new EndpointStage()));
  afterEach(() => stage.stop());
  const wait = async (isSocketOnly = false): Promise<HolderWatch> => {
    const outcome = await stage.open(isSocketOnly);
    assert.ok(outcome.kind === 'taken' && outcome.by === 'ours');
    return outcome.holder;
  };

  for (const isSocketOnly of [false, true]) {
    for (const [isStopped, how] of [
      [false, 'gone'],
      [true, 'stopped'],
    ] as const) {
      it(`says that it is ${how}, over the ${isSocketOnly ? 'socket' : 'port'}`, async () => {
        await stage.start(isSocketOnly);
        const holders = [await wait(isSocketOnly), await wait(isSocketOnly)];
        await stage.endpoint.close(isStopped);
        const ended = await Promise.all(holders.map((holder) => holder.ended));
        const next = await stage.open(isSocketOnly);
        assert.ok(next.kind === 'open');
        stage.endpoint = next.endpoint;
        assert.deepEqual(
          [ended, holders.map(({ place }) => place)],
          [
            [how, how],
            [0, 1],
          ],
        );
      });
    }
  }

  it('is no client: a hundred windows wait, and clients log in; the next is proved to, and let go', async () => {
    await stage.start();
    const holders = await Promise.all(Array.from({ length: 100 }, () => wait()));
    await stage.session();
    const last = await wait();
    const ended = await last.ended;
    for (const holder of holders) holder.dispose();
    const places = new Set(holders.map(({ place }) => place)).size;
    assert.deepEqual([ended, places, stage.endpoint.sessions.length], ['gone', 100, 1]);
  });

  it('outlasts the time for a login', async () => {
    await stage.start();
    const holder = await wait();
    let hasEnded = false;
    void holder.ended.then(() => (hasEnded = true));
    stage.clock.advance(60_000);
    await stage.session();
    assert.equal(hasEnded, false);
    holder.dispose();
  });

  it('gives its place to the next window once it is given up', async () => {
    await stage.start();
    (await wait()).dispose();
    let place: number | undefined;
    for (let count = 0; place !== 0 && count < 50; count += 1) {
      const holder = await wait();
      await stage.session();
      ({ place } = holder);
      holder.dispose();
    }
    assert.equal(place, 0);
  });

  it('is cut off where somebody says more than a window would', async () => {
    await stage.start();
    const client = stage.client().send(Buffer.from([0, 0, 0, 40]), 'RIDC', Buffer.alloc(32));
    await client.take(33);
    client.send('more');
    await eventually(() => client.isClosed);
    assert.equal(client.received.length, 0);
  });
});
