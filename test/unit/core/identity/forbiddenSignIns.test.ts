import assert from 'node:assert/strict';
import { ClientSecrets } from '../../../../src/core/identity/clientSecrets.js';
import { forgetForbiddenSignIns } from '../../../../src/core/identity/forbiddenSignIns.js';
import type { IdentityEntry } from '../../../../src/core/identity/identity.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import { identityKey, recordKey } from '../../../../src/core/identity/renewal.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';
import { identity } from './givenSetup.js';

const canary = 'canary-that-no-log-may-hold';
const allowedIssuers = ['https://id.example.com'];

function entryOf(name: string, issuer: string): IdentityEntry {
  const [entry] = parseIdentitySettings([{ ...identity, name, issuer }]).identities;
  assert.ok(entry);
  return entry;
}

describe('Sign-ins that earlier windows have stored', () => {
  let secrets: MemorySecrets;
  let log: CollectedLog;
  beforeEach(async () => {
    secrets = new MemorySecrets();
    log = new CollectedLog();
    for (const entry of [
      entryOf('allowed', 'https://id.example.com'),
      entryOf('longer', 'https://id.example.com/other'),
      entryOf('former company', 'https://old.example.com'),
    ]) {
      secrets.records.set(
        identityKey(entry),
        JSON.stringify({
          v: 1,
          key: recordKey(entry),
          person: 'anna',
          subject: 'anna',
          providerToken: canary,
        }),
      );
      await new ClientSecrets(secrets).keep(entry, canary);
    }
    secrets.records.set('token/1', canary);
    secrets.records.set('identity/odd', canary);
  });

  const forgotten = async (allowed: readonly string[] | undefined) => {
    const before = [...secrets.records.keys()];
    const names = await forgetForbiddenSignIns(secrets, { allowedIssuers: allowed }, log);
    const gone = before.filter((key) => !secrets.records.has(key));
    return { names: [...names], gone, lines: log.lines.map((line) => line.split(' (')[0]) };
  };
  const doomed = [
    'identity/longer',
    'clientSecret/longer',
    'identity/former company',
    'clientSecret/former company',
  ];
  const said =
    'Managed by your organisation: what is stored of 2 identities is forgotten; their issuers are not allowed.';

  it('are forgotten with their client secrets where their issuer is not allowed, whatever the settings say now', async () =>
    assert.deepEqual(await forgotten(allowedIssuers), {
      names: ['longer', 'former company'],
      gone: doomed,
      lines: [said],
    }));

  it('stay where no issuer is restricted, and nothing is read', async () => {
    secrets.fail('keys');
    assert.deepEqual(await forgotten(undefined), { names: [], gone: [], lines: [] });
  });

  it('are forgotten but for one that the keyring will not delete, which is named all the same', async () => {
    secrets.fail('delete', (key) => key === 'identity/longer');
    assert.deepEqual(await forgotten(allowedIssuers), {
      names: ['longer', 'former company'],
      gone: doomed.slice(1),
      lines: [said, 'Stored sign-ins could not be read or deleted'],
    });
    assert.ok(!log.lines.join().includes(canary), 'the log holds no value');
  });

  it('stay, and that is logged, where the keyring does not list them', async () => {
    secrets.fail('keys');
    assert.deepEqual(await forgotten(allowedIssuers), {
      names: [],
      gone: [],
      lines: ['Stored sign-ins could not be read or deleted'],
    });
  });
});
