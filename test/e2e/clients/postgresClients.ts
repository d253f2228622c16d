import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import pg from 'pg';

const run = promisify(execFile);
const limitMs = 30_000;
const question = 'select current_user';
const driver = '/usr/share/java/postgresql.jar';

/** What a person has saved in a client. */
export interface SavedConnection {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Who a client is through a saved connection, or undefined where this computer does not have the client. */
type Client = (saved: SavedConnection) => Promise<string | undefined>;

export const clients: Readonly<Record<string, Client>> = {
  psql: askPsql,
  'node-postgres': askNodePostgres,
  psycopg2: askPsycopg2,
  pgJDBC: askPgJdbc,
};

async function askNodePostgres(saved: SavedConnection): Promise<string> {
  const client = new pg.Client({ ...saved, connectionTimeoutMillis: limitMs });
  await client.connect();
  try {
    const { rows } = await client.query<{ current_user: string }>(question);
    return String(rows[0]?.current_user);
  } finally {
    await client.end();
  }
}

async function askPsql(saved: SavedConnection): Promise<string | undefined> {
  return output('psql', ['-XAtw', '-c', question], libpqEnvironment(saved));
}

/** The test's own client may have its password in the environment: it is the test's. */
export function libpqEnvironment(saved: SavedConnection): Record<string, string> {
  return {
    PGHOST: saved.host,
    PGPORT: String(saved.port),
    PGUSER: saved.user,
    PGPASSWORD: saved.password,
    PGDATABASE: saved.database,
    PGSSLMODE: 'disable',
  };
}

async function askPsycopg2(saved: SavedConnection): Promise<string | undefined> {
  const program = `
import sys
try:
    import psycopg2
except ImportError:
    sys.exit(127)
connection = psycopg2.connect("")
cursor = connection.cursor()
cursor.execute("${question}")
print(cursor.fetchone()[0])
`;
  return output('/usr/bin/python3', ['-c', program], libpqEnvironment(saved));
}

/** pgJDBC has no sockets of a file system. */
async function askPgJdbc({
  host,
  port,
  user,
  password,
  database,
}: SavedConnection): Promise<string | undefined> {
  if (!existsSync(driver) || host.startsWith('/')) return undefined;
  const url = `jdbc:postgresql://${host}:${String(port)}/${database}?sslmode=disable`;
  const source = new URL('WhoAmI.java', import.meta.url).pathname;
  return output('java', ['-cp', driver, source, url], { WHO_USER: user, WHO_PASSWORD: password });
}

/** What a program prints; undefined where it is not there. */
async function output(
  program: string,
  args: readonly string[],
  env: Record<string, string>,
): Promise<string | undefined> {
  try {
    const { stdout } = await run(program, args, {
      env: { PATH: process.env.PATH, ...env },
      timeout: limitMs,
    });
    return stdout.trim();
  } catch (error) {
    const { code } = error as { code?: unknown };
    if (code === 'ENOENT' || code === 127) return undefined;
    throw error;
  }
}
