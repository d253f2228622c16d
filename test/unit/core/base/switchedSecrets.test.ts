import assert from 'node:assert/strict';
import { SwitchedSecrets, type Persistence } from '../../../../src/core/base/switchedSecrets.js';
import { UserError } from '../../../../src/core/base/userError.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const canary = 'canary-that-no-log-may-hold';

describe('where secrets are kept', () => {
  let stored: MemorySecrets;
  let clock: FakeClock;
  let log: CollectedLog;
  let wanted: Persistence;
  beforeEach(() => {
    stored = new MemorySecrets();
    clock = new FakeClock();
    log = new CollectedLog();
    wanted = 'keyring';
    for (const key of ['a', 'b']) stored.records.set(key, canary);
  });
  const window = () => new SwitchedSecrets(stored, () => wanted, clock, log);
  const switchTo = async (secrets: SwitchedSecrets, to: Persistence): Promise<void> => {
    wanted = to;
    await secrets.follow();
    await turn();
  };
  /** Others have heard of the setting by then. */
  const noticed = async (): Promise<void> => {
    clock.advance(5000);
    await turn();
  };
  const seen = async (secrets: SwitchedSecrets) => ({
    isInMemory: secrets.isInMemory,
    keys: [...(await secrets.keys())].sort(),
    stored: [...stored.records.keys()].sort(),
  });

  it('is the storage, unless told', async () => {
    const secrets = window();
    await secrets.set('c', canary);
    await secrets.delete('a');
    assert.deepEqual(await seen(secrets), { isInMemory: false, keys: ['b', 'c'], stored: ['b', 'c'] });
  });

  it('is memory for a window that starts so; what was stored is not there, and goes', async () => {
    wanted = 'session';
    const secrets = window();
    await secrets.set('c', canary);
    await noticed();
    assert.deepEqual(await seen(secrets), { isInMemory: true, keys: ['c'], stored: [] });
  });

  it('becomes memory: what is stored moves, and goes once others have heard of it too', async () => {
    const [one, other] = [window(), window()];
    await switchTo(one, 'session');
    const first = [...stored.records.keys()];
    await switchTo(other, 'session');
    await noticed();
    assert.deepEqual(
      [first, await seen(one), await seen(other)],
      [
        ['a', 'b'],
        { isInMemory: true, keys: ['a', 'b'], stored: [] },
        { isInMemory: true, keys: ['a', 'b'], stored: [] },
      ],
    );
  });

  it('becomes memory at once where the storage answers nothing', async () => {
    const secrets = window();
    stored.hold('keys');
    await switchTo(secrets, 'session');
    await secrets.set('c', canary);
    assert.deepEqual([secrets.isInMemory, await secrets.get('c')], [true, canary]);
  });

  it('leaves stored what cannot be moved, and says so once', async () => {
    const secrets = window();
    stored.fail('get', (key) => key === 'a');
    await switchTo(secrets, 'session');
    await noticed();
    assert.deepEqual(await seen(secrets), { isInMemory: true, keys: ['b'], stored: ['a'] });
    assert.equal(log.lines.length, 1);
    assert.ok(!log.lines.join().includes(canary), 'the log holds no value');
  });

  it('says once that what was moved cannot be deleted, and deletes it with the record', async () => {
    const secrets = window();
    stored.fail('delete');
    await switchTo(secrets, 'session');
    await noticed();
    stored.mend();
    await secrets.delete('a');
    assert.deepEqual(await seen(secrets), { isInMemory: true, keys: ['b'], stored: ['b'] });
    assert.equal(log.lines.length, 1);
  });

  it('does not bring back what is forgotten while it moves, nor overwrite what is newer', async () => {
    const secrets = window();
    const release = stored.hold('get');
    await switchTo(secrets, 'session');
    await secrets.delete('a');
    await secrets.set('b', 'newer');
    release();
    await turn();
    await noticed();
    assert.deepEqual(
      [await seen(secrets), await secrets.get('b')],
      [{ isInMemory: true, keys: ['b'], stored: [] }, 'newer'],
    );
  });

  it('becomes the storage again: what is in memory is stored, and what others have stored is heard of', async () => {
    const secrets = window();
    await switchTo(secrets, 'session');
    await noticed();
    await secrets.delete('a');
    await secrets.set('c', canary);
    stored.records.set('d', canary);
    const heard: string[] = [];
    secrets.onDidChange((key) => heard.push(key));
    await switchTo(secrets, 'keyring');
    assert.deepEqual(
      [await seen(secrets), heard.sort()],
      [{ isInMemory: false, keys: ['b', 'c', 'd'], stored: ['b', 'c', 'd'] }, ['b', 'c', 'd']],
    );
  });

  it('takes along what is set and forgotten while it is being stored', async () => {
    const secrets = window();
    await switchTo(secrets, 'session');
    await noticed();
    const release = stored.hold('set');
    wanted = 'keyring';
    const following = secrets.follow();
    await turn();
    await secrets.set('c', canary);
    await secrets.delete('a');
    release();
    await following;
    assert.deepEqual(await seen(secrets), { isInMemory: false, keys: ['b', 'c'], stored: ['b', 'c'] });
  });

  it('stays memory where that cannot be stored, says so, and is the storage once that works', async () => {
    const secrets = window();
    await switchTo(secrets, 'session');
    await noticed();
    stored.fail('set', (key) => key === 'b');
    const [answer] = await Promise.allSettled([switchTo(secrets, 'keyring')]);
    const said = answer.status === 'rejected' && (answer.reason as unknown);
    const failed = { isInMemory: secrets.isInMemory, keys: [...(await secrets.keys())].sort() };
    stored.mend();
    await switchTo(secrets, 'keyring');
    assert.deepEqual(
      { said: said instanceof UserError && said.action.kind, failed, mended: await seen(secrets) },
      {
        said: 'retry',
        failed: { isInMemory: true, keys: ['a', 'b'] },
        mended: { isInMemory: false, keys: ['a', 'b'], stored: ['a', 'b'] },
      },
    );
  });

  it('is said to have changed with each switch, and no news of the storage come while memory counts', async () => {
    const secrets = window();
    let switches = 0;
    const heard: string[] = [];
    secrets.onDidSwitch(() => (switches += 1));
    secrets.onDidChange((key) => heard.push(key));
    await switchTo(secrets, 'session');
    await switchTo(secrets, 'session');
    await stored.set('x', canary);
    assert.deepEqual([switches, heard], [1, []]);
  });

  it('is left alone where a person changes their mind before the stored records go', async () => {
    const secrets = window();
    await switchTo(secrets, 'session');
    await switchTo(secrets, 'keyring');
    await noticed();
    assert.deepEqual(await seen(secrets), { isInMemory: false, keys: ['a', 'b'], stored: ['a', 'b'] });
  });
});
