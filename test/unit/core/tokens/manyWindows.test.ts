import assert from 'node:assert/strict';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { tokenRecord, type Token } from '../../../../src/core/tokens/token.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('tokens among windows', () => {
  const clock = new FakeClock();
  const old = madeToken(['analytics'], clock.now() - minute, { id: 'old' });
  const renewed = madeToken(['analytics'], clock.now(), { id: 'renewed' });
  const later = madeToken(['analytics'], clock.now() + 1, { id: 'later' });
  let secrets: MemorySecrets;
  let log: CollectedLog;
  let windows: readonly HeldTokens[];
  beforeEach(() => {
    secrets = new MemorySecrets();
    log = new CollectedLog();
    windows = [1, 2, 3].map(() => opened(secrets));
  });

  /** A window that hears of what the others do; in browser hosts of nothing. */
  const opened = (store: MemorySecrets): HeldTokens => {
    const held = new HeldTokens(store, clock, log);
    store.onDidChange((key) => void held.reread(key));
    return held;
  };
  const window = (at: number): HeldTokens => windows[at] ?? assert.fail('There is no such window.');
  const after = () => ({
    held: windows.map(({ current }) => current.map(({ id }) => id)),
    stored: [...secrets.records.keys()],
  });
  const everywhere = (...ids: readonly string[]) => ({
    held: windows.map(() => ids),
    stored: ids.map((id) => `token/${id}`),
  });

  it('are held in all of them once one has got them', async () => {
    await window(0).keep(old);
    await turn();
    assert.deepEqual(after(), everywhere('old'));
  });

  it('show no gap in any window while one of them refreshes, and leave one record', async () => {
    await window(0).keep(old);
    await turn();
    const seen: (string | undefined)[][] = [];
    for (const held of windows) {
      held.onDidChange(() => seen.push(windows.map((each) => each.current[0]?.id)));
    }
    await window(1).keep(renewed);
    await turn();
    assert.deepEqual(after(), everywhere('renewed'));
    assert.ok(!seen.flat().includes(undefined), 'each window has a token at each moment');
    assert.ok(seen.length <= windows.length, 'each window says once that it has another');
  });

  it('are the later ones of two refreshes that met, in all windows, with one record', async () => {
    await window(0).keep(old);
    await turn();
    await Promise.all([window(0).keep(renewed), window(1).keep(later)]);
    await turn();
    assert.deepEqual(after(), everywhere('later'));
  });

  it('are the same ones in all windows where two refreshes that met end together', async () => {
    await Promise.all(
      ['first', 'second'].map((id, at) => window(at).keep(madeToken(['analytics'], clock.now(), { id }))),
    );
    await turn();
    const [kept] = window(0).current;
    assert.deepEqual(after(), everywhere(kept?.id ?? ''));
  });

  it('are the last ones that were issued, though all end together', async () => {
    for (const id of ['z', 'y', 'x']) await window(0).keep(madeToken(['analytics'], clock.now(), { id }));
    await turn();
    assert.deepEqual(after(), everywhere('x'));
  });

  it('are forgotten in all of them once one has forgotten them', async () => {
    await window(0).keep(old);
    await turn();
    await window(2).forgetAll();
    await turn();
    assert.deepEqual(after(), everywhere());
  });

  it('have ended in all of them once Redshift has told one', async () => {
    await window(0).keep(old);
    await turn();
    await window(1).end(old);
    await turn();
    assert.deepEqual(
      windows.map(({ current }) => current.map(({ expiresAt }) => expiresAt - clock.now())),
      [[0], [0], [0]],
    );
  });

  it('are not brought back by a window that stores the end of a forgotten one', async () => {
    await window(0).keep(old);
    await turn();
    const release = secrets.hold('set');
    const ending = window(1).end(old);
    await turn();
    await window(0).forget(window(0).current);
    release();
    await ending;
    await turn();
    assert.deepEqual(after(), everywhere());
  });

  it('are not brought back by a reading that was under way when they were forgotten', async () => {
    await window(0).keep(old);
    await turn();
    const next = opened(secrets);
    const reading = next.load();
    await window(0).forgetAll();
    await reading;
    await turn();
    assert.deepEqual([next.current, after()], [[], everywhere()]);
  });

  it('are announced once for one change, though our own writes are heard of too', async () => {
    let times = 0;
    window(0).onDidChange(() => (times += 1));
    await window(0).keep(old);
    await turn();
    assert.equal(times, 1);
  });

  it('are written by none that only reads', async () => {
    await window(0).keep(old);
    await turn();
    const writes: string[] = [];
    secrets.onDidChange((key) => writes.push(key));
    for (const held of windows)
      for (const key of ['token/old', 'token/none', 'other']) await held.reread(key);
    for (const held of windows) await held.load();
    assert.deepEqual(writes, []);
  });

  it('are read by a window that loads again, which keeps its own, where secrets do not travel', async () => {
    const deaf = new HeldTokens(secrets, clock, log);
    const mine = madeToken(['marketing'], clock.now());
    await deaf.keep(mine);
    // The window that wrote last has erased what the other one wrote.
    secrets.records.clear();
    secrets.records.set('token/renewed', tokenRecord(renewed));
    await deaf.load();
    assert.deepEqual(new Set(deaf.current), new Set<Token>([mine, renewed]));
  });

  it('stay as they are where the record of one is changed to what cannot be read, said once', async () => {
    await window(0).keep(old);
    await turn();
    for (let time = 0; time < 3; time += 1) {
      await secrets.set('token/old', 'no JSON');
      await turn();
    }
    assert.deepEqual([after(), log.lines.length], [everywhere('old'), windows.length]);
  });

  it('stay as they are where the news of one cannot be read', async () => {
    await window(0).keep(old);
    await turn();
    secrets.fail('get');
    await window(0).keep(renewed);
    await turn();
    const { held } = after();
    assert.deepEqual(held[0], ['renewed']);
    secrets.mend();
    for (const each of windows) await each.load();
    await turn();
    assert.deepEqual(after(), everywhere('renewed'));
  });

  it('are got in a window whose reading never ends', async () => {
    secrets.hold('keys');
    secrets.hold('get');
    void window(0).load();
    await window(0).keep(old);
    assert.deepEqual(window(0).current, [old]);
  });
});
