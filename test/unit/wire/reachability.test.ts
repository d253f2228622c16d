import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { secondMs } from '../../../src/core/base/duration.js';
import { Cancelled } from '../../../src/core/base/userError.js';
import { Reachability } from '../../../src/wire/reachability.js';
import { FakeClock } from '../../fakes/fakeClock.js';

describe('Reachability', () => {
  const never = new AbortController().signal;
  const connections: net.Socket[] = [];
  let clock: FakeClock;
  let server: net.Server;
  let port: number;

  beforeEach(async () => {
    clock = new FakeClock();
    connections.length = 0;
    server = net.createServer((socket) => connections.push(socket.on('error', () => undefined)));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  });
  afterEach(() => {
    for (const socket of connections) socket.destroy();
    server.close();
  });

  it('finds a port that is open, says nothing there and hangs up', async () => {
    assert.deepEqual(await new Reachability(clock).connect('127.0.0.1', port, never), { kind: 'open' });
    while (connections.length === 0) await new Promise((resolve) => setImmediate(resolve));
    const heard: Buffer[] = [];
    connections[0]!.on('data', (bytes: Buffer) => heard.push(bytes));
    await once(connections[0]!, 'end');
    assert.deepEqual([heard, clock.waiting], [[], 0]);
  });

  it('tells a port that is closed by its code', async () => {
    server.close();
    await once(server, 'close');
    assert.deepEqual(await new Reachability(clock).connect('127.0.0.1', port, never), {
      kind: 'closed',
      code: 'ECONNREFUSED',
    });
  });

  it('waits five seconds for one that is silent', async () => {
    const asked = new Reachability(clock).connect('127.0.0.1', port, never);
    clock.advance(5 * secondMs);
    assert.deepEqual(await asked, { kind: 'silent', afterMs: 5000 });
  });

  it('is given up when it is cancelled', async () => {
    const stop = new AbortController();
    const asked = new Reachability(clock).connect('127.0.0.1', port, stop.signal);
    stop.abort();
    await assert.rejects(asked, Cancelled);
    assert.equal(clock.waiting, 0);
    await assert.rejects(new Reachability(clock).connect('127.0.0.1', port, stop.signal), Cancelled);
  });

  it('finds the addresses of a name, and none of one that does not exist', async () => {
    const reachability = new Reachability(clock);
    const addresses = await reachability.resolve('localhost');
    assert.ok(addresses.length > 0 && addresses.every((address) => /^(127\.|::1)/.test(address)));
    assert.deepEqual(await reachability.resolve('no-such-workgroup.invalid'), []);
  });
});
