import assert from 'node:assert/strict';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { tokenRecord } from '../../../../src/core/tokens/token.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const canary = 'canary-that-no-log-may-hold';

describe('held tokens', () => {
  const clock = new FakeClock();
  const good = madeToken(['analytics'], clock.now());
  let secrets: MemorySecrets;
  let log: CollectedLog;
  let held: HeldTokens;
  beforeEach(() => {
    secrets = new MemorySecrets();
    log = new CollectedLog();
    held = new HeldTokens(secrets, clock, log);
    secrets.records.set(`token/${good.id}`, tokenRecord(good));
  });

  const wrong: Readonly<Record<string, unknown>> = {
    'is no JSON': undefined,
    'is of an older version': { ...good, v: 0, value: canary },
    'has no version': { ...good, value: canary },
    'has no value': { v: 1, ...good, value: '', note: canary },
    'has no id': { v: 1, ...good, id: undefined, value: canary },
    'has no identity': { v: 1, ...good, identity: null, value: canary },
    'has an end that is no number': { v: 1, ...good, expiresAt: 'soon', value: canary },
    'ends before it begins': { v: 1, ...good, expiresAt: good.issuedAt, value: canary },
    'is for no workgroup': { v: 1, ...good, workgroups: [], value: canary },
    'is for a workgroup without a name': {
      v: 1,
      ...good,
      workgroups: [...good.workgroups, { arn: 'a', sourceId: 's' }],
      value: canary,
    },
    'is a list': [canary],
    'is null': null,
  };

  for (const [what, record] of Object.entries(wrong)) {
    it(`reads the others, and logs no value, where a record ${what}`, async () => {
      secrets.records.set(
        'token/odd',
        record === undefined ? `{"value":"${canary}"` : JSON.stringify(record),
      );
      await held.load();
      assert.deepEqual(
        { held: held.current, log: log.lines },
        { held: [good], log: ['The stored record token/odd cannot be read and counts as absent.'] },
      );
    });
  }

  it('reads the others, and logs no value, where a record is of a newer version; it stays', async () => {
    const record = JSON.stringify({ ...good, v: 2, value: canary });
    secrets.records.set('token/odd', record);
    await held.load();
    await held.load();
    await held.forget(held.current);
    assert.deepEqual(
      { stored: [...secrets.records], log: log.lines },
      {
        stored: [['token/odd', record]],
        log: ['The stored record token/odd is of a newer version of this extension and counts as absent.'],
      },
    );
  });

  it("counts another token's record under a key as absent, and leaves it", async () => {
    const other = madeToken(['marketing'], clock.now());
    secrets.records.set('token/odd', tokenRecord(other));
    await held.load();
    assert.deepEqual(
      { held: held.current, stored: secrets.records.size, log: log.lines },
      {
        held: [good],
        stored: 2,
        log: ['The stored record token/odd cannot be read and counts as absent.'],
      },
    );
  });

  it('leaves in a record what it does not know of, and a newer record as it is, where a token ends', async () => {
    const old = madeToken(['analytics'], clock.now() - minute);
    const key = `token/${old.id}`;
    const extra = { ...old, identity: { ...old.identity, mail: 'a@example.com' }, note: 'kept' };
    secrets.records.set(key, JSON.stringify({ v: 1, ...extra }));
    const other = madeToken(['marketing'], clock.now() - minute);
    await held.load();
    await held.keep(other);
    const newer = JSON.stringify({ ...other, v: 2 });
    secrets.records.set(`token/${other.id}`, newer);
    await held.end(old);
    await held.end(other);
    assert.deepEqual(
      [...secrets.records].map(([, text]) => JSON.parse(text) as unknown),
      [{ v: 1, ...extra, expiresAt: clock.now() }, JSON.parse(newer)],
    );
  });

  it('reads the others, and logs no value, where one cannot be decrypted', async () => {
    secrets.records.set('token/odd', canary);
    secrets.fail('get', (key) => key === 'token/odd');
    await held.load();
    assert.deepEqual({ held: held.current, lines: log.lines.length }, { held: [good], lines: 1 });
    assert.ok(!log.lines.join('\n').includes(canary), 'the log holds no value');
    assert.match(log.lines[0] ?? '', /^The stored record token\/odd cannot be decrypted/);
  });

  it('keeps what is in memory where the keyring is locked', async () => {
    await held.load();
    secrets.fail('keys');
    await assert.rejects(held.load());
    assert.deepEqual(held.current, [good]);
  });

  it('keeps a token of its own that the secrets do not list', async () => {
    const mine = madeToken(['marketing'], clock.now());
    await held.keep(mine);
    secrets.records.delete(`token/${mine.id}`);
    await held.load();
    assert.deepEqual(held.current, [mine, good]);
  });

  it('leaves the records of others alone', async () => {
    secrets.records.set('identity/1', canary);
    await held.load();
    await held.forget(held.current);
    assert.deepEqual([...secrets.records], [['identity/1', canary]]);
  });

  it('drops what ended twelve hours ago, and keeps to show what ended before that', async () => {
    const long = madeToken(['old'], clock.now() - 14 * 60 * minute);
    const recent = madeToken(['recent'], clock.now() - 12 * 60 * minute);
    for (const token of [long, recent]) secrets.records.set(`token/${token.id}`, tokenRecord(token));
    await held.load();
    assert.deepEqual(
      { held: new Set(held.current), stored: [...secrets.records.keys()].sort() },
      { held: new Set([good, recent]), stored: [`token/${good.id}`, `token/${recent.id}`].sort() },
    );
  });

  it("drops a token that is nobody's current one, and leaves its record for the next start where it stays", async () => {
    const newer = madeToken(['analytics', 'marketing'], clock.now() + minute);
    secrets.fail('delete');
    await held.load();
    await held.keep(newer);
    assert.deepEqual(
      { held: held.current, stored: secrets.records.size, lines: log.lines.length },
      { held: [newer], stored: 2, lines: 1 },
    );
    assert.ok(!log.lines.join().includes(good.value), 'the log holds no value');
    secrets.mend();
    const next = new HeldTokens(secrets, clock, log);
    await next.load();
    assert.deepEqual(
      { held: next.current, stored: [...secrets.records.keys()] },
      { held: [newer], stored: [`token/${newer.id}`] },
    );
  });
});
