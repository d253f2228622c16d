import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { progress } from '../progress.js';
import { canInstallPackages, installPackages } from './debian.js';
import { run } from './run.js';

const answerMs = 30_000;

/** What each package of Debian is for, and whether that is there already. */
const clients: readonly { readonly name: string; readonly isThere: () => Promise<boolean> | boolean }[] = [
  { name: 'postgresql-client', isThere: () => isOnPath('psql') },
  { name: 'python3-psycopg2', isThere: hasPsycopg },
  { name: 'libpostgresql-jdbc-java', isThere: () => existsSync('/usr/share/java/postgresql.jar') },
  // Its compiler too: the test's program is a source file.
  { name: 'default-jdk-headless', isThere: () => isOnPath('javac') },
];

/**
 * Installs psql, psycopg2 and pgJDBC where they are not found and it can be done without asking anybody. Where it
 * cannot, that is no failure: the tests that need one are skipped.
 */
export async function installSqlClients(): Promise<void> {
  const missing: string[] = [];
  for (const { name, isThere } of clients) if (!(await isThere())) missing.push(name);
  if (missing.length === 0 || !canInstallPackages()) return;
  try {
    await progress(`installing ${missing.join(', ')}`, () => installPackages(...missing));
  } catch (error) {
    console.log(String(error));
  }
}

function isOnPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.some((folder) => existsSync(join(folder, program)));
}

/** For Debian's own Python: another one does not see Debian's packages. */
async function hasPsycopg(): Promise<boolean> {
  return run('/usr/bin/python3', ['-c', 'import psycopg2'], '/', answerMs).then(
    () => true,
    () => false,
  );
}
