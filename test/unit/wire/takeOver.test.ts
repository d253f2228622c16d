import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import type { EndpointConnection } from '../../../src/core/connections/connection.js';
import type { EndpointState } from '../../../src/core/connections/endpoint/endpointState.js';
import type { Edges } from '../../fakes/edges.js';
import { MemorySecrets } from '../../fakes/memorySecrets.js';
import { Product } from '../../fakes/product.js';
import { needsPostgres } from '../emulator/redshiftStage.js';
import { crashable } from './crash.js';
import { connected, EndpointCompany, userOf, whoIs, squatOn } from './endpointCompany.js';
import { eventually } from './endpointStage.js';

const { signal } = new AbortController();
const anna = 'awsidc:anna@example.com';
const limitMs = 5000;

describe('A local endpoint whose window goes', () => {
  let company: EndpointCompany;
  let first: Product;
  let saved: EndpointConnection;
  let crash: () => void;
  before(needsPostgres);
  beforeEach(async () => {
    company = await EndpointCompany.start();
    first = company.window();
    [saved, crash] = await crashable(async () => {
      await first.local.open([company.analytics], signal, true);
      return first.local.give(company.analytics, 'SQL Notebook', signal);
    });
  });
  afterEach(() => company.stop());

  /** The next windows, each with the endpoint elsewhere. */
  const others = async (count: number): Promise<readonly Product[]> => {
    const windows = Array.from({ length: count }, () => company.window());
    await Promise.all(windows.map((window) => window.start()));
    return windows;
  };
  const stateIn = ({ endpoints }: Product): EndpointState['kind'] =>
    endpoints.stateOf(company.analytics).kind;
  const kinds = (windows: readonly Product[]): readonly string[] => windows.map(stateIn).sort();
  /** Lets time pass, thrice as fast as it does, until it is so; gives how long that took. */
  const until = async (isSo: () => boolean): Promise<number> => {
    const { localClock } = company.product.edges;
    const begun = localClock.now();
    const timer = setInterval(() => localClock.advance(30), 10);
    try {
      await eventually(isSo);
    } finally {
      clearInterval(timer);
    }
    return localClock.now() - begun;
  };
  const said = (windows: readonly Product[]): readonly string[] =>
    windows.flatMap(({ people }) => people.said.map(({ sentence }) => sentence));

  for (const [how, count] of [
    ['closes', 1],
    ['closes', 4],
    ['crashes', 1],
    ['crashes', 4],
  ] as const) {
    it(`goes on in one of the ${String(count)} other windows where its own ${how}`, async () => {
      const windows = await others(count);
      const before = kinds(windows);
      const client = await connected(saved);
      const ended = once(client, 'error');
      let most = 0;
      for (const { endpoints } of windows)
        endpoints.onDidChange(() => {
          most = Math.max(most, windows.filter((window) => stateIn(window) === 'open').length);
        });
      const going = how === 'closes' ? first.stop() : Promise.resolve().then(crash);
      const tookMs = await until(
        () => kinds(windows).join() === [...Array<string>(count - 1).fill('elsewhere'), 'open'].join(),
      );
      await company.passing(going);
      const [error] = (await ended) as [{ code?: string }];
      const clients = (): readonly string[] =>
        windows.flatMap(({ endpoints }) => endpoints.clients(company.analytics));
      const next = await connected(saved);
      assert.deepEqual(
        {
          before,
          isInTime: tookMs < limitMs,
          isEndedInWords: error.code === '57P01',
          who: await userOf(next),
          clients: clients(),
          most,
          said: said(windows),
          tokens: company.tokensGiven,
          passwords: windows.map(({ handOuts }) => handOuts.passwordOf(company.analytics, saved.user)),
        },
        {
          before: Array<string>(count).fill('elsewhere'),
          isInTime: true,
          isEndedInWords: how === 'closes',
          who: anna,
          clients: ['SQL Notebook'],
          most: 1,
          said: [],
          tokens: 1,
          passwords: Array<string>(count).fill(saved.password),
        },
      );
      await next.end();
    });
  }

  it('goes from window to window, as long as there is one', async () => {
    const windows = [first, ...(await others(3))];
    const seen: string[] = [];
    while (windows.length > 1) {
      const holder = windows.findIndex((window) => stateIn(window) === 'open');
      const [gone] = windows.splice(holder, 1);
      const going = gone!.stop();
      await until(() => kinds(windows).at(-1) === 'open' && !kinds(windows).includes('opening'));
      await company.passing(going);
      seen.push(await whoIs(saved));
    }
    assert.deepEqual([seen, said(windows)], [[anna, anna, anna], []]);
  });

  it('is left to nobody where a person stops it: not in its own window, and not in another one', async () => {
    const windows = await others(2);
    const stopping = first.endpoints.stop(company.analytics);
    await until(() => kinds(windows).join() === 'stopped,stopped');
    await company.passing(stopping);
    await first.local.open([company.analytics], signal, true);
    for (const window of windows) await window.endpoints.start(company.analytics, signal);
    const again = kinds(windows);
    await windows[0]!.endpoints.stop(company.analytics);
    const going = first.stop();
    await until(() => kinds(windows).join() === 'stopped,stopped');
    await company.passing(going);
    assert.deepEqual(
      { again, said: said(windows), isListening: await isListening(saved.port) },
      { again: ['elsewhere', 'elsewhere'], said: [], isListening: false },
    );
  });

  it('stays where it is while its window is there but does nothing', async () => {
    const [second] = await others(1);
    company.product.edges.localClock.advance(60 * 60_000);
    const state = await second!.endpoints.start(company.analytics, signal);
    assert.deepEqual([state.kind, said([second!])], ['elsewhere', []]);
  });

  it('is shut, and its passwords are burnt and that said once, where a stranger is faster', async () => {
    const windows = await others(4);
    crash();
    const leave = await squatOn(saved.port);
    await until(() => kinds(windows).every((kind) => kind === 'blocked'));
    const passwords = new Set(
      windows.map(({ handOuts }) => handOuts.passwordOf(company.analytics, saved.user)),
    );
    await leave();
    assert.deepEqual(
      { said: said(windows).length, passwords: passwords.size, isOld: passwords.has(saved.password) },
      { said: 1, passwords: 1, isOld: false },
    );
  });

  it('lets in what its next window knows, where secrets do not reach other windows', async () => {
    const { aws, home, edges } = company.product;
    const secrets = new MemorySecrets();
    for (const [key, value] of edges.secrets.records) secrets.records.set(key, value);
    const apart = Object.create(edges, { secrets: { value: secrets } }) as Edges;
    const second = new Product(aws, home, apart);
    company.windows.push(second);
    await second.start();
    const before = stateIn(second);
    crash();
    await until(() => stateIn(second) === 'open');
    assert.deepEqual(
      { before, who: await whoIs(saved), said: said([second]) },
      { before: 'elsewhere', who: anna, said: [] },
    );
  });
}).timeout(20_000);

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
    socket.on('connect', () => socket.destroy());
  });
}
