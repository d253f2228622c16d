import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../../../src/core/base/userError.js';
import { EndpointRecords } from '../../../../../src/core/connections/endpoint/endpointRecords.js';
import { recordKey } from '../../../../../src/core/connections/endpoint/endpointRecord.js';
import { isHandOutPassword } from '../../../../../src/core/connections/endpoint/handOut.js';
import { HandOuts } from '../../../../../src/core/connections/endpoint/handOuts.js';
import { CollectedLog } from '../../../../fakes/collectedLog.js';
import { FakeClock } from '../../../../fakes/fakeClock.js';
import { madeRef } from '../../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../../fakes/memorySecrets.js';

const now = Date.parse('2027-03-04T12:00:00Z');
const analytics = madeRef('analytics');
const marketing = madeRef('marketing');

/** A window with the secrets of those before it. */
function openWindow(secrets: MemorySecrets, log = new CollectedLog()) {
  const records = new EndpointRecords(secrets, log);
  return { records, log, handOuts: new HandOuts(records, new FakeClock(now)) };
}

describe('hand-outs', () => {
  let secrets: MemorySecrets;
  let window: ReturnType<typeof openWindow>;
  beforeEach(() => {
    secrets = new MemorySecrets();
    window = openWindow(secrets);
  });

  it('have a user that tells the client, and a password of their own that is known by its mark', async () => {
    const { handOuts } = window;
    const clients = ['SQL Notebook', 'DBeaver (Größe, 64-bit) on the laptop', '日本語', '', 'SQL Notebook'];
    const made = [];
    for (const client of clients) made.push(await handOuts.make(analytics, client));
    assert.deepEqual(
      made.map(({ user, client, madeAt }) => [user.replace(/[a-z2-7]{6}$/, '…'), client, madeAt]),
      [
        ['sql_notebook_…', 'SQL Notebook', now],
        ['dbeaver_gro_e_64_bit_on_…', clients[1], now],
        ['client_…', '日本語', now],
        ['client_…', '', now],
        ['sql_notebook_…', 'SQL Notebook', now],
      ],
    );
    assert.deepEqual(
      {
        passwords: new Set(made.map(({ password }) => password)).size,
        users: new Set(made.map(({ user }) => user)).size,
        areMarked: made.every(({ password }) => isHandOutPassword(password)),
        opens: handOuts.passwordOf(analytics, made[0]!.user) === made[0]!.password,
        opensAnother: handOuts.passwordOf(marketing, made[0]!.user),
      },
      { passwords: 5, users: 5, areMarked: true, opens: true, opensAnother: undefined },
    );
  });

  it('stay the same for a client that is connected again, also in the next window', async () => {
    const first = await window.handOuts.forClient(analytics, 'SQLTools');
    const again = await window.handOuts.forClient(analytics, 'SQLTools');
    const next = openWindow(secrets);
    const later = await next.handOuts.forClient(analytics, 'SQLTools');
    const other = await next.handOuts.forClient(analytics, 'psql');
    assert.deepEqual([again, later, next.handOuts.of(analytics)], [first, first, [first, other]]);
  });

  it('are unknown once revoked, and the others stay', async () => {
    const { handOuts } = window;
    const doomed = await handOuts.make(analytics, 'psql');
    const kept = await handOuts.make(analytics, 'SQLTools');
    await handOuts.revoke(analytics, doomed.user);
    await handOuts.revoke(analytics, 'nobody');
    const next = openWindow(secrets);
    await next.records.loadAll();
    assert.deepEqual(
      {
        password: handOuts.passwordOf(analytics, doomed.user),
        held: handOuts.of(analytics),
        next: next.handOuts.all().map((record) => record.handOuts),
      },
      { password: undefined, held: [kept], next: [[kept]] },
    );
  });

  it('keep user, client and date when they are burnt, and get another password each', async () => {
    const { handOuts } = window;
    for (const client of ['psql', 'SQLTools']) await handOuts.make(analytics, client);
    const elsewhere = await handOuts.make(marketing, 'psql');
    const before = handOuts.of(analytics);
    await handOuts.burn(analytics);
    const after = handOuts.of(analytics);
    const stored = [...secrets.records.values()].join();
    assert.deepEqual(
      {
        rest: after.map(({ user, client, madeAt }) => ({ user, client, madeAt })),
        passwords: new Set([...before, ...after].map(({ password }) => password)).size,
        oldInStore: before.some(({ password }) => stored.includes(password)),
        elsewhere: handOuts.of(marketing),
      },
      {
        rest: before.map(({ user, client, madeAt }) => ({ user, client, madeAt })),
        passwords: 4,
        oldInStore: false,
        elsewhere: [elsewhere],
      },
    );
  });

  it('change nothing where they cannot be stored, and say so in a sentence', async () => {
    const { handOuts, records } = window;
    const held = await handOuts.make(analytics, 'psql');
    const stored = [...secrets.records];
    let announced = 0;
    records.onDidChange(() => (announced += 1));
    secrets.fail('set');
    const said = [];
    for (const attempt of [
      () => handOuts.make(analytics, 'SQLTools'),
      () => handOuts.forClient(marketing, 'psql'),
      () => handOuts.revoke(analytics, held.user),
      () => handOuts.burn(analytics),
    ]) {
      const error: unknown = await attempt().catch((thrown: unknown) => thrown);
      assert.ok(error instanceof UserError);
      said.push([error.message, error.action.kind]);
    }
    const sentence = (name: string): unknown => [
      `VS Code's secret storage refused what belongs to the local endpoint of ${name}. What was stored before is unchanged.`,
      'retry',
    ];
    assert.deepEqual(
      {
        said,
        held: handOuts.all().map((record) => record.handOuts),
        stored: [...secrets.records],
        announced,
      },
      {
        said: ['analytics', 'marketing', 'analytics', 'analytics'].map(sentence),
        held: [[held]],
        stored,
        announced: 0,
      },
    );
  });

  it('are stored before they are announced', async () => {
    const { handOuts } = window;
    const seen: unknown[] = [];
    handOuts.onDidChange(() =>
      seen.push([
        handOuts.of(analytics).length,
        [...secrets.records.values()].join().split('rsidc_').length - 1,
      ]),
    );
    await handOuts.make(analytics, 'psql');
    await handOuts.make(analytics, 'SQLTools');
    await handOuts.forClient(analytics, 'psql');
    assert.deepEqual(seen, [
      [1, 1],
      [2, 2],
    ]);
  });

  it('lose none where many are made at once, also by two windows', async () => {
    const other = openWindow(secrets);
    await Promise.all(['a', 'b', 'c'].map((client) => window.handOuts.make(analytics, client)));
    await other.handOuts.make(analytics, 'd');
    await window.handOuts.make(analytics, 'e');
    await other.records.loadAll();
    const clients = (handOuts: HandOuts): readonly string[] =>
      handOuts.of(analytics).map(({ client }) => client);
    assert.deepEqual(
      [clients(window.handOuts), clients(other.handOuts)],
      [
        ['a', 'b', 'c', 'd', 'e'],
        ['a', 'b', 'c', 'd', 'e'],
      ],
    );
  });

  it('stay where another window has erased them: memory is trusted first', async () => {
    const held = await window.handOuts.make(analytics, 'psql');
    secrets.records.clear();
    await window.records.loadAll();
    const again = await window.handOuts.forClient(analytics, 'psql');
    assert.deepEqual([again, window.handOuts.of(analytics)], [held, [held]]);
  });

  it('read back from the store as memory has them, whatever happened, and no password is in a log', async () => {
    const step = fc.record({
      what: fc.constantFrom('make', 'forClient', 'revoke', 'burn', 'reload', 'lock', 'mend', 'stop'),
      ref: fc.constantFrom(analytics, marketing),
      client: fc.constantFrom('psql', 'SQL Notebook', '__proto__', ''),
      index: fc.nat(4),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const store = new MemorySecrets();
        const log = new CollectedLog();
        let current = openWindow(store, log);
        const passwords = new Set<string>();
        for (const { what, ref, client, index } of steps) {
          const { handOuts, records } = current;
          if (what === 'reload') current = openWindow(store, log);
          else if (what === 'lock') store.fail('set');
          else if (what === 'mend') store.mend();
          else {
            const act = {
              make: () => handOuts.make(ref, client),
              forClient: () => handOuts.forClient(ref, client),
              revoke: () => handOuts.revoke(ref, handOuts.of(ref)[index]?.user ?? 'nobody'),
              burn: () => handOuts.burn(ref),
              stop: () => records.change(ref, (record) => ({ ...record, isWanted: !record.isWanted })),
            }[what];
            await act().catch((error: unknown) => assert.ok(error instanceof UserError));
          }
          for (const { password } of current.handOuts.all().flatMap((record) => record.handOuts))
            passwords.add(password);
        }
        await current.records.loadAll();
        const next = openWindow(store, log);
        await next.records.loadAll();
        const byKey = async ({ handOuts }: typeof current): Promise<unknown> =>
          new Map(
            await Promise.all(
              handOuts.all().map(async (record) => [await recordKey(record.workgroup), record] as const),
            ),
          );
        assert.deepEqual(await byKey(next), await byKey(current));
        for (const password of passwords)
          assert.ok(!log.lines.join('\n').includes(password), 'no password is logged');
      }),
      { numRuns: 100 },
    );
  });
});
