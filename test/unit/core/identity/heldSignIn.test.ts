import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/base/duration.js';
import { HeldSignIn } from '../../../../src/core/identity/heldSignIn.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import { recordKey, type IdentityRecord } from '../../../../src/core/identity/renewal.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const [entry] = parseIdentitySettings([
  {
    name: 'company',
    issuer: 'https://id.example.com',
    clientId: 'client',
    applicationArn: 'arn:aws:sso::123456789012:application/ssoins-1/apl-1',
    identityCenterRegion: 'us-east-1',
    applicationCredentials: { profile: 'signer' },
    accessRoleArn: 'arn:aws:iam::123456789012:role/RedshiftAccess',
  },
]).identities;
if (entry === undefined) throw new Error('The entry does not count.');
const key = 'identity/company';

describe('A sign-in that two windows share', () => {
  let secrets: MemorySecrets;
  let clock: FakeClock;
  let log: CollectedLog;
  let replaced: string[];
  let first: HeldSignIn;
  let second: HeldSignIn;

  const untoldWindow = (name: string, ownEntry = entry): HeldSignIn => {
    const held = new HeldSignIn(ownEntry, secrets, clock, log);
    held.onDidReplace((isOther) => replaced.push(`${name}: ${isOther ? 'another person' : 'same person'}`));
    return held;
  };
  /** A window, which reads a record again when the store tells of it. */
  const window = (name: string, ownEntry = entry): HeldSignIn => {
    const held = untoldWindow(name, ownEntry);
    secrets.onDidChange(() => void held.read());
    return held;
  };
  const signIn = (held: HeldSignIn, name = 'anna'): Promise<IdentityRecord> => {
    const now = clock.now();
    return held.keep({
      key: recordKey(held.entry),
      person: `${name}@example.com`,
      subject: `u-${name}`,
      signedInAt: now,
      renewedAt: now,
      providerToken: `of ${name}`,
      renewableUntil: undefined,
      identityCenterToken: undefined,
      ended: undefined,
    });
  };
  /** Who is signed in, by what, and what is stored of it. */
  const stands = async () => {
    const both = await Promise.all([first, second].map((held) => held.read()));
    const stored = JSON.parse(secrets.records.get(key) ?? 'null') as { providerToken?: string } | null;
    return { both: both.map((record) => record?.providerToken), stored: stored?.providerToken };
  };

  beforeEach(async () => {
    secrets = new MemorySecrets();
    clock = new FakeClock();
    log = new CollectedLog();
    replaced = [];
    first = window('first');
    second = window('second');
    await Promise.all([first.read(), second.read()]);
  });

  it('begins in both, and what either renews serves the other', async () => {
    const record = await signIn(first);
    await second.renewed(record, { providerToken: 'renewed' });
    assert.deepEqual(await stands(), { both: ['renewed', 'renewed'], stored: 'renewed' });
    assert.deepEqual(replaced, ['second: same person']);
  });

  for (const [what, make] of [
    ['told', (name: string) => window(name)],
    ['not told', (name: string) => untoldWindow(name)],
  ] as const) {
    it(`throws away what was renewed of a former person, when the window was ${what} of the new one`, async () => {
      const ofAnna = await signIn(first);
      second.dispose();
      second = make('second');
      await second.read();
      replaced = [];
      await signIn(first, 'bert');
      assert.equal(await second.renewed(ofAnna, { providerToken: 'renewed of anna' }), undefined);
      assert.deepEqual(await stands(), { both: ['of bert', 'of bert'], stored: 'of bert' });
      assert.deepEqual([replaced, second.isCurrent(ofAnna)], [['second: another person'], false]);
    });
  }

  it('throws away what was renewed of a sign-in that was ended, and knows it from a record that vanished', async () => {
    const record = await signIn(first);
    await second.read();
    await first.forget();
    assert.equal(await second.renewed(record, { providerToken: 'renewed' }), undefined);
    assert.deepEqual(
      { ...(await stands()), current: second.current, text: secrets.records.get(key), replaced },
      {
        both: [undefined, undefined],
        stored: undefined,
        current: { kind: 'signedOut' },
        text: JSON.stringify({ v: 1, endedAt: record.signedInAt + 1 }),
        replaced: ['second: same person', 'second: another person'],
      },
    );
  });

  it('goes on where its record was erased', async () => {
    const record = await signIn(first);
    await second.read();
    secrets.records.delete(key);
    assert.equal((await second.read())?.providerToken, 'of anna');
    await second.renewed(record, { providerToken: 'renewed' });
    assert.deepEqual(await stands(), { both: ['renewed', 'renewed'], stored: 'renewed' });
  });

  for (const [what, of] of [
    ['the sign-in before', () => signIn(first, 'bert')],
    ['what was renewed since', async (from: IdentityRecord) => first.renewed(from, { providerToken: 'new' })],
    ['a sign-in that was ended since', () => first.forget()],
  ] as const) {
    it(`stands, and is stored again, where a browser host has written ${what}`, async () => {
      const record = await signIn(first);
      const before = secrets.records.get(key)!;
      await of(record);
      const after = secrets.records.get(key);
      await second.read();
      replaced = [];
      await secrets.set(key, before);
      await Promise.all([first.read(), second.read()]);
      assert.deepEqual([secrets.records.get(key), replaced], [after, []]);
    });
  }

  it('is renewed by both: the later counts, and keeps what the other alone has renewed', async () => {
    const record = await signIn(first);
    second = untoldWindow('second');
    await second.read();
    await first.renewed(record, { providerToken: 'renewed first', identityCenterToken: undefined });
    await second.renewed(record, { identityCenterToken: 'renewed second' });
    const kept = await first.read();
    assert.deepEqual(
      [kept?.providerToken, kept?.identityCenterToken, kept?.renewedAt],
      ['renewed first', 'renewed second', record.signedInAt + 2],
    );
    await second.renewed(record, { providerToken: 'renewed last' });
    assert.equal((await first.read())?.providerToken, 'renewed last');
  });

  it('is the later one where the clock was set back in between', async () => {
    await signIn(first);
    clock.advance(-hourMs);
    await signIn(second, 'bert');
    assert.deepEqual(await stands(), { both: ['of bert', 'of bert'], stored: 'of bert' });
    await first.forget();
    assert.deepEqual(await stands(), { both: [undefined, undefined], stored: undefined });
  });

  it('that could not be stored after a renewal gives way to a later one, and is stored where there is none', async () => {
    const record = await signIn(first);
    secrets.fail('set');
    await first.renewed(record, { providerToken: 'renewed' });
    secrets.mend();
    const before = JSON.parse(secrets.records.get(key)!) as { providerToken: string };
    await first.read();
    assert.deepEqual([before.providerToken, (await stands()).stored], ['of anna', 'renewed']);
    clock.advance(hourMs);
    secrets.fail('set');
    await first.renewed(record, { providerToken: 'renewed again' });
    secrets.mend();
    await signIn(untoldWindow('third'), 'bert');
    assert.deepEqual(await stands(), { both: ['of bert', 'of bert'], stored: 'of bert' });
  });

  it('is none for an entry that says something else, whose sign-in is not renewed over it', async () => {
    const record = await signIn(first);
    const other = window('other', { ...entry, clientId: 'another' });
    assert.equal(await other.read(), undefined);
    await signIn(other, 'bert');
    assert.equal(await first.renewed(record, { providerToken: 'renewed' }), undefined);
    assert.equal((await other.read())?.providerToken, 'of bert');
  });

  it('is read as earlier versions stored it', async () => {
    const { renewedAt, ...old } = await signIn(first);
    secrets.records.set(key, JSON.stringify({ v: 1, ...old }));
    assert.equal((await window('third').read())?.renewedAt, renewedAt);
  });
});
