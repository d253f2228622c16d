import type { ChildProcessByStdio } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { PostgresPrograms } from './postgresPrograms.js';
import { postgresPrograms, runnable } from './postgresPrograms.js';

/** PostgreSQL does not run as root: there it is this user, whose number every Linux knows. */
const nobody = 65534;
export const superuser = 'postgres';

/** Nothing is kept, so nothing need reach the disk. Backslashes escape, as they do on Redshift. */
const settings = [
  ['listen_addresses', ''],
  ['fsync', 'off'],
  ['synchronous_commit', 'off'],
  ['full_page_writes', 'off'],
  ['autovacuum', 'off'],
  ['max_wal_senders', '0'],
  ['io_method', 'sync'],
  ['max_connections', '250'],
  ['shared_buffers', '32MB'],
  ['standard_conforming_strings', 'off'],
  ['escape_string_warning', 'off'],
  ['timezone', 'UTC'],
] as const;

/**
 * Makes a database, runs the server, and ends it with the folder when standard input ends: when this process asks,
 * or when it is gone, however it went. It asks again and again, since a server that has just begun does not hear it.
 */
const script = `
folder=$1 initdb=$2; shift 2
trap '' INT TERM HUP
if "$initdb" -D "$folder/data" -U ${superuser} -A trust -E UTF8 --locale=C --no-sync >/dev/null; then
  "$@" & server=$!
  cat >/dev/null
  while kill -INT $server; do sleep 0.2; done 2>/dev/null & asking=$!
  wait $server
  kill -KILL $asking
fi
rm -rf "$folder"`;

type Child = ChildProcessByStdio<Writable, null, Readable>;

/** A PostgreSQL server in processes of its own, reached by a unix socket that only this user and root can open. */
export class PostgresServer {
  private constructor(
    private readonly child: Child,
    /** For `net.connect`. */
    readonly socketPath: string,
  ) {}

  /** Throws where there are no programs for this machine; ask {@link postgresPrograms} before. */
  static async start(): Promise<PostgresServer> {
    const found = postgresPrograms();
    if (found === undefined) throw new Error('There is no PostgreSQL server for this machine.');
    const folder = await mkdtemp(join(tmpdir(), 'redshift-'));
    const owner = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};
    if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
    const programs = await runnable(found, owner, folder);
    const child = spawn('/bin/sh', ['-c', script, 'sh', folder, ...commandLine(programs, folder)], {
      ...owner,
      cwd: '/',
      env: { LC_ALL: 'C', PATH: process.env['PATH'] ?? '/usr/bin:/bin' },
      stdio: ['pipe', 'ignore', 'pipe'],
      // A group of its own: an interrupt from the keyboard must not end it before its clients.
      detached: true,
    });
    try {
      await isReady(child);
    } catch (error) {
      child.stdin.end();
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    // It goes when this process does, so it need not keep it alive.
    for (const part of [child, child.stdin, child.stderr] as { unref?: () => void }[]) part.unref?.();
    return new PostgresServer(child, join(folder, '.s.PGSQL.5432'));
  }

  /** Ends it, with all its connections, and removes its data. */
  async stop(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.ref();
    const exited = once(this.child, 'exit');
    this.child.stdin.end();
    await exited;
  }
}

let shared: Promise<PostgresServer> | undefined;

/** The one server of this process, started when first asked for; it ends with the process. */
export function sharedPostgres(): Promise<PostgresServer> {
  return (shared ??= PostgresServer.start());
}

function commandLine({ initdb, postgres }: PostgresPrograms, folder: string): readonly string[] {
  const options = [...settings, ['unix_socket_directories', folder] as const];
  const data = join(folder, 'data');
  return [initdb, postgres, '-D', data, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])];
}

/** Waits for the line that says so; what is printed later is read and dropped. */
async function isReady(child: Child): Promise<void> {
  let printed = '';
  await new Promise<void>((resolve, reject) => {
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (printed.length > 100_000) return;
      printed += text;
      if (printed.includes('ready to accept connections')) resolve();
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${printed}`)));
    child.stdin.on('error', () => undefined);
  });
}
