import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { maxSetupBytes } from '../../../../src/core/identity/setupFile.js';
import { machineSetupPath, readMachineFile } from '../../../../src/vscode/doors/machineSetup.js';

describe("The place of a computer's set-up file", () => {
  it('is one that only administrators write, on each platform', () =>
    assert.deepEqual((['linux', 'darwin', 'win32', 'freebsd'] as const).map(machineSetupPath), [
      '/etc/redshift-identity-center/setup.json',
      '/Library/Application Support/RedshiftIdentityCenter/setup.json',
      'C:\\ProgramData\\RedshiftIdentityCenter\\setup.json',
      '/etc/redshift-identity-center/setup.json',
    ]));

  it('is not moved by the environment', () => {
    const before = process.env['ProgramData'];
    process.env['ProgramData'] = 'D:\\mine';
    try {
      assert.equal(machineSetupPath('win32'), 'C:\\ProgramData\\RedshiftIdentityCenter\\setup.json');
    } finally {
      if (before === undefined) delete process.env['ProgramData'];
      else process.env['ProgramData'] = before;
    }
  });
});

describe("A computer's set-up file", () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'machine-setup-'));
    file = join(folder, 'setup.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is absent where there is no file and no folder', () =>
    assert.deepEqual(
      [readMachineFile(file), readMachineFile(join(folder, 'none', 'setup.json'))],
      [{ kind: 'absent' }, { kind: 'absent' }],
    ));

  it('is read as UTF-8', async () => {
    await writeFile(file, '{"version": 1, "ä": 2}');
    assert.deepEqual(readMachineFile(file), { kind: 'text', text: '{"version": 1, "ä": 2}' });
  });

  it('is unreadable where it is a folder', async () => {
    await mkdir(file);
    assert.deepEqual(readMachineFile(file), { kind: 'unreadable', why: `${file} is not a file` });
  });

  it('is unreadable, not absent, where its folder is a file', async () => {
    await writeFile(file, '{}');
    assert.deepEqual(readMachineFile(join(file, 'setup.json')), {
      kind: 'unreadable',
      why: `${join(file, 'setup.json')} cannot be opened (ENOTDIR)`,
    });
  });

  it('is unreadable above 1 MB, and read at 1 MB', async () => {
    await writeFile(file, Buffer.alloc(maxSetupBytes, ' '));
    const whole = readMachineFile(file);
    await writeFile(file, Buffer.alloc(maxSetupBytes + 1, ' '));
    assert.deepEqual(
      [whole.kind, readMachineFile(file)],
      ['text', { kind: 'unreadable', why: 'it is larger than 1 MB' }],
    );
  });
});
