import assert from 'node:assert/strict';
import { managedSecrets } from '../../../../src/core/identity/managedSecrets.js';
import { machineSetup, type MachineFile } from '../../../../src/core/identity/setupFile.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const canary = 'canary-that-no-log-may-hold';
const keys = ['token/1', 'identity/company', 'clientSecret/company'];
const text = (file: object): MachineFile => ({ kind: 'text', text: JSON.stringify({ version: 1, ...file }) });
const sessionOnly = text({ restrictions: { tokens: 'session' } });
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('What earlier windows have stored', () => {
  let stored: MemorySecrets;
  let log: CollectedLog;
  beforeEach(() => {
    stored = new MemorySecrets();
    log = new CollectedLog();
    for (const key of keys) stored.records.set(key, canary);
  });

  /** What a window reads at its start, what it reads of its own, and what is stored in the end. */
  const window = async (file: MachineFile) => {
    const secrets = managedSecrets(stored, machineSetup(file), log);
    await turn();
    const found = await secrets.keys();
    await secrets.set('token/2', canary);
    const own = await secrets.get('token/2');
    await secrets.delete('token/1');
    return { found, hasOwn: own === canary, stored: [...stored.records.keys()], lines: log.lines };
  };

  for (const [what, file] of Object.entries({
    'there is no file': { kind: 'absent' } as const,
    'the file does not restrict them': text({ restrictions: { copyToken: false } }),
  })) {
    it(`is there, and is added to, where ${what}`, async () =>
      assert.deepEqual(await window(file), {
        found: keys,
        hasOwn: true,
        stored: [...keys.slice(1), 'token/2'],
        lines: [],
      }));
  }

  it('is deleted where the file says that tokens end with the window', async () =>
    assert.deepEqual(await window(sessionOnly), { found: [], hasOwn: true, stored: [], lines: [] }));

  for (const [what, file] of Object.entries({
    'is no JSON': { kind: 'text', text: '{ "version": 1, "restrictions": ' },
    'cannot be opened': { kind: 'unreadable', why: 'it cannot be opened' },
    'has a restriction with a letter wrong': text({ restrictions: { tokens: 'session', copytoken: false } }),
    'has a field that is not known': text({ restrictions: { tokens: 'session' }, restriction: {} }),
  } satisfies Record<string, MachineFile>)) {
    it(`is hidden, neither deleted nor added to, where the file ${what}, and is there again once that is mended`, async () => {
      const broken = await window(file);
      const mended = await window({ kind: 'absent' });
      assert.deepEqual([broken, mended.found], [{ found: [], hasOwn: true, stored: keys, lines: [] }, keys]);
    });
  }

  it('is deleted but for what the keyring will not delete, which is said once and without its value', async () => {
    stored.fail('delete', (key) => key !== 'identity/company');
    const { stored: left, lines } = await window(sessionOnly);
    assert.deepEqual(
      { left, lines: lines.map((line) => line.split(' (')[0]) },
      {
        left: ['token/1', 'clientSecret/company'],
        lines: ['Managed by your organisation: of 3 stored secrets, 2 could not be deleted'],
      },
    );
    assert.ok(!lines.join().includes(canary), 'the log holds no value');
  });

  it('is left, and that is logged, where the keyring does not list it', async () => {
    stored.fail('keys');
    const { stored: left, lines } = await window(sessionOnly);
    assert.deepEqual([left, lines.length], [keys, 1]);
  });
});
