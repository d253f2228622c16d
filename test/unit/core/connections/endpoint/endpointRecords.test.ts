import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../../../src/core/base/userError.js';
import {
  firstPort,
  highestPort,
  lowestPort,
  portsFrom,
} from '../../../../../src/core/connections/endpoint/endpointPort.js';
import {
  endpointRecord,
  recordKey,
  type EndpointRecord,
} from '../../../../../src/core/connections/endpoint/endpointRecord.js';
import { EndpointRecords } from '../../../../../src/core/connections/endpoint/endpointRecords.js';
import { CollectedLog } from '../../../../fakes/collectedLog.js';
import { madeRef } from '../../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../../fakes/memorySecrets.js';

const analytics = madeRef('analytics');
const canary = `rsidc_${'canary'.padEnd(43, '_')}`;
const handOut = { user: 'psql_aaaaaa', password: canary, client: 'psql', madeAt: 7 };
const good: EndpointRecord = { workgroup: analytics, port: 54_321, isWanted: false, handOuts: [handOut] };

describe('the port of a local endpoint', () => {
  it('is the same for an ARN on every machine', () =>
    assert.deepEqual(
      ['', 'a', analytics.arn, 'given:analytics.example'].map(firstPort),
      // FNV-1a of the empty text and of "a" are 0x811c9dc5 and 0xe40c292c: the published vectors.
      [54_300 + (0x811c9dc5 % 700), 54_300 + (0xe40c292c % 700), 54_762, 54_384],
    ));

  it('is in the range, and every other one of the range comes next', () =>
    fc.assert(
      fc.property(fc.string(), fc.nat(20), (arn, taken) => {
        const first = firstPort(arn);
        const all = portsFrom(first, new Set());
        const others = new Set(all.slice(0, taken));
        assert.deepEqual(
          {
            first: all[0],
            distinct: new Set(all).size,
            lowest: Math.min(...all),
            highest: Math.max(...all),
            next: portsFrom(first, others)[0],
          },
          { first, distinct: 700, lowest: lowestPort, highest: highestPort, next: all[taken] },
        );
      }),
    ));
});

describe('the records of local endpoints', () => {
  let secrets: MemorySecrets;
  let log: CollectedLog;
  let records: EndpointRecords;
  beforeEach(() => {
    secrets = new MemorySecrets();
    log = new CollectedLog();
    records = new EndpointRecords(secrets, log);
  });

  it('are stored under the digest of the workgroup', async () => {
    const key = await recordKey(analytics);
    secrets.records.set(key, endpointRecord(good));
    assert.deepEqual(
      { isDigest: /^endpoint\/[0-9a-f]{64}$/.test(key), record: await records.get(analytics) },
      { isDigest: true, record: good },
    );
  });

  const wrong: Readonly<Record<string, unknown>> = {
    'is no JSON': undefined,
    'is of another version': { ...good, v: 2 },
    'has no workgroup': { v: 1, ...good, workgroup: { name: 'analytics' } },
    'is of another workgroup': { v: 1, ...good, workgroup: madeRef('marketing') },
    'has a port outside the range': { v: 1, ...good, port: 5432 },
    'has a port that is no whole number': { v: 1, ...good, port: 54_321.5 },
    'does not say whether it is wanted': { v: 1, ...good, isWanted: 'yes' },
    'has hand-outs that are no list': { v: 1, ...good, handOuts: { 0: handOut } },
    'has two hand-outs of one user': { v: 1, ...good, handOuts: [handOut, handOut] },
    'has a hand-out without a user': { v: 1, ...good, handOuts: [{ ...handOut, user: '' }] },
    'has a hand-out with a guessable password': {
      v: 1,
      ...good,
      handOuts: [{ ...handOut, password: 'rsidc_x' }],
    },
    'has a hand-out of no client': {
      v: 1,
      ...good,
      handOuts: [handOut, { ...handOut, user: 'b', client: 7 }],
    },
    'has a hand-out without a date': { v: 1, ...good, handOuts: [{ ...handOut, madeAt: 'now' }] },
    'is a list': [canary],
    'is null': null,
  };

  for (const [what, record] of Object.entries(wrong)) {
    it(`is absent, and logged without its value, where it ${what}`, async () => {
      const key = await recordKey(analytics);
      secrets.records.set(key, record === undefined ? `{"password":"${canary}"` : JSON.stringify(record));
      await records.loadAll();
      assert.deepEqual(
        { current: records.current, log: log.lines },
        { current: [], log: [`The stored record ${key} cannot be read and counts as absent.`] },
      );
    });
  }

  it('are absent, and logged without their value, where they cannot be decrypted', async () => {
    const key = await recordKey(analytics);
    secrets.records.set(key, endpointRecord(good));
    secrets.fail('get');
    await records.loadAll();
    assert.deepEqual([records.current, log.lines.length], [[], 1]);
    assert.match(log.lines.join(), /^The stored record endpoint\/[0-9a-f]{64} cannot be decrypted/);
    assert.ok(!log.lines.join().includes(canary), 'the log holds no value');
  });

  it('are said to be out of reach where the secrets cannot be listed, and new ones are made all the same', async () => {
    secrets.fail('keys');
    const error: unknown = await records.loadAll().catch((thrown: unknown) => thrown);
    assert.ok(error instanceof UserError);
    const made = await records.get(analytics);
    assert.deepEqual(
      [error.message, error.action, made.port, log.lines.length],
      [
        "VS Code's secret storage cannot be read, so saved connections through local endpoints do not work. Unlock it, then try again.",
        { kind: 'retry' },
        firstPort(analytics.arn),
        1,
      ],
    );
  });

  it('share no port: the same workgroup in a second source gets the next one', async () => {
    await records.change(analytics, (record) => ({ ...record, isWanted: false }));
    const next = new EndpointRecords(secrets, log);
    const twin = await next.get(madeRef('analytics', 'profile:other@us-east-1'));
    assert.deepEqual(twin, {
      workgroup: madeRef('analytics', 'profile:other@us-east-1'),
      port: firstPort(analytics.arn) + 1,
      isWanted: true,
      handOuts: [],
    });
  });

  it('leave nothing in the store before there is something to keep', async () => {
    await records.get(analytics);
    await records.change(analytics, (record) => record);
    assert.deepEqual([...secrets.records], []);
  });
});
