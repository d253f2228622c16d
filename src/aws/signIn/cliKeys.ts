import { readdir, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { asFields, parseJson } from '../../core/base/parse.js';

/**
 * Removes the role keys that the AWS CLI keeps of SSO sign-ins, as `aws sso logout` does: with them it would go on for up to
 * an hour. They do not say of which sign-in they are; one that lasts gives new ones. Throws Node's errors.
 */
export async function removeCliKeys(): Promise<void> {
  const folder = path.join(homedir(), '.aws', 'cli', 'cache');
  const names = await readdir(folder).catch(() => []);
  for (const name of names.filter((candidate) => candidate.endsWith('.json'))) {
    const file = path.join(folder, name);
    const kept = asFields(parseJson(await readFile(file, 'utf8').catch(() => '')));
    if (kept?.ProviderType === 'sso') await rm(file, { force: true });
  }
}
