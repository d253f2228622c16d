import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where an administrator puts the set-up of a whole computer: nothing that a person can change names another place. */
const place = '/etc/redshift-identity-center/setup.json';

/** Gives the installed extension, and no other, a set-up of the whole computer. */
export function machineFile(text: string): (extension: string) => Promise<void> {
  return async (extension) => {
    const file = join(extension, 'machine-setup.json');
    await writeFile(file, text);
    const code = join(extension, 'dist');
    let found = 0;
    for (const name of await readdir(code, { recursive: true })) {
      if (!name.endsWith('.js')) continue;
      const parts = (await readFile(join(code, name), 'utf8')).split(place);
      found += parts.length - 1;
      if (parts.length > 1) await writeFile(join(code, name), parts.join(file));
    }
    assert.equal(found, 1, 'the extension names that place once');
  };
}
