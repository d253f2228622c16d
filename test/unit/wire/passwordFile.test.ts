import assert from 'node:assert/strict';
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { FileOfPasswords } from '../../../src/wire/passwordFile.js';

describe('the password file on disk', () => {
  let home: string;
  let folder: string;
  let file: FileOfPasswords;
  const mode = async (name: string): Promise<string> => ((await stat(name)).mode & 0o777).toString(8);

  beforeEach(async () => {
    home = await mkdtemp(path.join(os.tmpdir(), 'rsidc-'));
    folder = path.join(home, 'endpoints');
    file = new FileOfPasswords(path.join(folder, 'pgpass'));
  });

  afterEach(() => rm(home, { recursive: true, force: true }));

  it('is for this user alone, in a folder for this user alone', async function () {
    if (process.platform === 'win32') this.skip();
    await file.write('one\n');
    assert.deepEqual(
      [await readFile(file.path, 'utf8'), await mode(file.path), await mode(folder), await readdir(folder)],
      ['one\n', '600', '700', ['pgpass']],
    );
  });

  it('shuts a folder that others can enter, and replaces a file that others can read', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(folder);
    await writeFile(file.path, 'open to all\n');
    await chmod(folder, 0o777);
    await chmod(file.path, 0o666);
    await file.write('two\n');
    assert.deepEqual(
      [await readFile(file.path, 'utf8'), await mode(file.path), await mode(folder)],
      ['two\n', '600', '700'],
    );
  });

  it('is never written through a link that lies in its place', async function () {
    if (process.platform === 'win32') this.skip();
    await mkdir(folder, { mode: 0o700 });
    const other = path.join(home, 'other');
    await writeFile(other, 'of somebody else\n');
    await symlink(other, file.path);
    await file.write('three\n');
    assert.deepEqual(
      [await readFile(other, 'utf8'), await readFile(file.path, 'utf8'), (await lstat(file.path)).isFile()],
      ['of somebody else\n', 'three\n', true],
    );
  });

  it('is whole for who reads while it is written', async () => {
    const texts = ['a', 'b'].map((letter) => `${letter.repeat(100_000)}\n`);
    await file.write(texts[0]!);
    const over = new AbortController();
    const writing = (async () => {
      for (let turn = 0; turn < 20; turn++) await file.write(texts[turn % 2]!);
      over.abort();
    })();
    const seen = new Set<string>();
    while (!over.signal.aborted) seen.add(await readFile(file.path, 'utf8'));
    await writing;
    assert.deepEqual(
      [...seen].filter((text) => !texts.includes(text)),
      [],
    );
  });

  it('leaves nothing where it cannot be put in its place', async () => {
    await mkdir(path.join(file.path, 'in the way'), { recursive: true });
    await assert.rejects(file.write('four\n'));
    assert.deepEqual(await readdir(folder), ['pgpass']);
  });

  it('is gone once removed, with what a window that crashed has left; what is absent is no error', async () => {
    await file.remove();
    await mkdir(folder);
    for (const name of ['pgpass.0123.tmp', 'pgpass', 'key'])
      await writeFile(path.join(folder, name), 'left\n');
    await new FileOfPasswords(file.path).remove();
    const afterRemoving = await readdir(folder);
    await writeFile(path.join(folder, 'pgpass.4567.tmp'), 'left\n');
    await new FileOfPasswords(file.path).write('five\n');
    assert.deepEqual([afterRemoving, (await readdir(folder)).sort()], [['key'], ['key', 'pgpass']]);
  });
});
