import type { Message } from './messages.js';
import { cString, message } from './messages.js';
import type { Startup } from './startup.js';

/** What Redshift tells of PostgreSQL's settings; the others did not exist in the version that it comes from. */
const told: ReadonlySet<string> = new Set([
  'client_encoding',
  'DateStyle',
  'integer_datetimes',
  'is_superuser',
  'server_encoding',
  'server_version',
  'session_authorization',
  'TimeZone',
]);

/**
 * What Redshift says between AuthenticationOk and the first query.
 * @param said what PostgreSQL said there
 * @param key the body of BackendKeyData
 */
export function greeting(said: readonly Message[], startup: Startup, key: Buffer): Buffer {
  const asked = protocolVersion(startup);
  return Buffer.concat([
    ...said.filter(({ type }) => !['R', 'Z'].includes(type)).map((next) => asRedshift(next, startup)),
    status('padb_version', '1.0.12103'),
    // Of the versions that a client may ask for, this is the highest that is spoken here.
    ...(asked === undefined ? [] : [status('server_protocol_version', String(Math.min(asked, 1)))]),
    message('K', key),
    ...said.filter(({ type }) => type === 'Z').map(({ type, body }) => message(type, body)),
  ]);
}

/** The `client_protocol_version` that a client asked for. */
export function protocolVersion(startup: Startup): number | undefined {
  const asked = startup.get('client_protocol_version');
  return asked === undefined ? undefined : Number(asked);
}

function asRedshift({ type, body }: Message, startup: Startup): Buffer {
  if (type !== 'S') return message(type, body);
  const [name = '', value = ''] = body.toString('utf8').split('\0');
  if (!told.has(name)) return Buffer.alloc(0);
  if (name === 'server_version') return status(name, '8.0.2');
  if (name === 'client_encoding') return status(name, startup.get('client_encoding') ?? 'UNICODE');
  return status(name, value);
}

function status(name: string, value: string): Buffer {
  return message('S', cString(name), cString(value));
}
