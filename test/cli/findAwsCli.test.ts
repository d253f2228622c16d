import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findAwsCli } from '../host/install/awsCli.js';
import { removeTemporary, temporaryFolder } from '../host/temporaryFolder.js';

describe('the AWS CLI that the tests run', () => {
  let folder: string;
  beforeEach(async () => (folder = await temporaryFolder('search-path-')));
  afterEach(() => removeTemporary(folder));
  /** A search path of folders, each with an `aws` that does what its line says. */
  const searchPath = async (...lines: readonly string[]): Promise<string> => {
    const folders = lines.map((_, index) => path.join(folder, String(index)));
    for (const [index, line] of lines.entries()) {
      await mkdir(folders[index]!);
      await writeFile(path.join(folders[index]!, 'aws'), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
    }
    return folders.join(path.delimiter);
  };
  const versionOne = 'echo aws-cli/1.45.11 Python/3.11.7 Linux/6.1 botocore/1.43.11';

  it('is the first of version 2: version 1 cannot sign in', async () => {
    const all = await searchPath(
      versionOne,
      'exit 1',
      'echo aws-cli/2.9.19 Python/3.11.2 prompt/off',
      'echo aws-cli/2.30.1 Python/3.13.7',
    );
    assert.deepEqual(await findAwsCli(all), { path: path.join(folder, '2', 'aws'), minor: 9 });
  });

  it('is none where no folder has one of version 2', async () => {
    const all = await searchPath(versionOne, 'echo something else', 'exit 1');
    assert.deepEqual(
      [await findAwsCli(all), await findAwsCli(folder), await findAwsCli('')],
      [undefined, undefined, undefined],
    );
  });
});
