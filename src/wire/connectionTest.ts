import * as l10n from '@vscode/l10n';
import net from 'node:net';
import type { Clock } from '../core/base/clock.js';
import { minuteMs } from '../core/base/duration.js';
import { UserError } from '../core/base/userError.js';
import { unlessAborted, within } from './timeLimit.js';

/** What a client is told that connects through a local endpoint. */
export interface TestedConnection {
  /** 127.0.0.1, or the folder of the socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
}

/** Who a client is, where it is, and how long that took. */
export interface ConnectionTestResult {
  readonly currentUser: string;
  readonly database: string;
  /** What `version()` says: PostgreSQL's version and, after it, Redshift's own. */
  readonly serverVersion: string;
  /** In the order they were taken. */
  readonly steps: readonly { readonly name: 'login' | 'query'; readonly ms: number }[];
}

const limitMs = minuteMs;
const question =
  'select current_user::text as "user", current_database()::text as "database", version() as "version"';

/**
 * Connects as any node-postgres client would and asks who it is. Throws what the client said, a `UserError` when the
 * time is over, and the signal's reason when it is aborted.
 */
export async function testConnection(
  connection: TestedConnection,
  clock: Clock,
  outer: AbortSignal,
): Promise<ConnectionTestResult> {
  const { default: pg } = await import('pg');
  outer.throwIfAborted();
  const socket = new net.Socket();
  // No TLS: the endpoint is on this computer, and the client's environment may want it.
  const client = new pg.Client({
    ...connection,
    ssl: false,
    stream: () => socket,
    application_name: 'Test Connection',
  });
  // What the connection says after its end is of no use.
  client.on('error', () => undefined);
  try {
    return await within(clock, limitMs, outer, tooSlow, async (signal) => {
      const began = clock.now();
      await unlessAborted(signal, client.connect());
      const loggedIn = clock.now();
      const { rows } = await unlessAborted(signal, client.query<Record<string, unknown>>(question));
      const [row = {}] = rows;
      return {
        currentUser: String(row['user']),
        database: String(row['database']),
        serverVersion: String(row['version']),
        steps: [
          { name: 'login', ms: loggedIn - began },
          { name: 'query', ms: clock.now() - loggedIn },
        ],
      };
    });
  } finally {
    void client.end().catch(() => undefined);
    socket.destroySoon();
  }
}

function tooSlow(): UserError {
  return new UserError(
    l10n.t('The local endpoint gave no answer within {0} seconds. Try again.', limitMs / 1000),
    { kind: 'retry' },
  );
}
