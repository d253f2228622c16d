import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FileLeases } from '../../../../src/vscode/doors/leaseFolder.js';

describe('the folder of leases', () => {
  let parent: string;
  let folder: string;
  let leases: FileLeases;
  beforeEach(async () => {
    parent = await mkdtemp(path.join(tmpdir(), 'leases-'));
    folder = path.join(parent, 'leases');
    leases = new FileLeases(folder);
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('has nothing before anything is made, and is made with the first', async () => {
    const before = await leases.list();
    const isMade = await leases.create(1, 'one');
    assert.deepEqual(
      [before, isMade, await leases.list(), (await stat(folder)).mode & 0o777],
      [new Map(), true, new Map([[1, 'one']]), 0o700],
    );
  });

  it('lets only one of many make a number, and whole', async () => {
    const made = await Promise.all(Array.from({ length: 20 }, (_, at) => leases.create(5, `text ${at}`)));
    const [text] = [...(await leases.list()).values()];
    assert.deepEqual(
      [made.filter(Boolean).length, text, await readdir(folder)],
      [1, `text ${made.indexOf(true)}`, ['lease.5']],
    );
  });

  it('replaces and removes, and says nothing of what is not there', async () => {
    await leases.create(1, 'one');
    await leases.replace(1, 'another');
    await leases.create(2, 'two');
    const both = await leases.list();
    await leases.remove(1);
    await leases.remove(1);
    assert.deepEqual(
      [both, await leases.list()],
      [
        new Map([
          [1, 'another'],
          [2, 'two'],
        ]),
        new Map([[2, 'two']]),
      ],
    );
  });

  it('never lists what was left half written, and clears it away in time', async () => {
    await leases.create(1, 'one');
    const [old, young] = ['old', 'young'].map((name) => path.join(folder, `lease.new-${name}`));
    await writeFile(old!, 'ha');
    await writeFile(young!, 'ha');
    await writeFile(path.join(folder, 'notes.txt'), 'somebody else’s');
    const longAgo = new Date((await stat(young!)).mtimeMs - 120_000);
    await utimes(old!, longAgo, longAgo);
    await leases.create(2, 'two');
    assert.deepEqual(
      [[...(await leases.list()).keys()].sort(), (await readdir(folder)).sort()],
      [
        [1, 2],
        ['lease.1', 'lease.2', 'lease.new-young', 'notes.txt'],
      ],
    );
  });

  it('says that it cannot be used where something else is in its place', async () => {
    await writeFile(folder, 'a file');
    await assert.rejects(leases.list());
    await assert.rejects(leases.create(1, 'one'));
  });

  it('cannot make anything where nothing may be written', async function () {
    if (process.getuid?.() === 0) this.skip();
    await leases.create(1, 'one');
    await chmod(folder, 0o500);
    await assert.rejects(leases.create(2, 'two'));
    await assert.rejects(leases.replace(1, 'other'));
    await chmod(folder, 0o700);
    assert.deepEqual(await leases.list(), new Map([[1, 'one']]));
  });
});
