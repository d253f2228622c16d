import type { EndpointConnection } from '../connection.js';
import { braced, dbtString, libpqValue, percentEncoded, quoted } from './escapes.js';
import { odbcWithoutTls } from './odbcText.js';
import { pythonCall, pythonDict, pythonNamed } from './pythonText.js';
import { uniqueNames } from './target.js';

/** The texts for clients of a local endpoint. Each turns TLS off in its client's own words: the way is this machine's. */

/** What libpq takes for a host: the folder of a socket, or an address. */
export function libpqHost({ host, socketFolder }: Pick<EndpointConnection, 'host' | 'socketFolder'>): string {
  return socketFolder ?? host;
}

/** A URL for libpq, with the socket's folder as host, which most other readers of URLs do not take. */
export function psqlCommand(connection: EndpointConnection): string {
  const { port, user, password, passwordFile, database } = connection;
  const login =
    passwordFile === undefined ? `${percentEncoded(user)}:${percentEncoded(password)}` : percentEncoded(user);
  const parameters = [
    'sslmode=disable',
    ...(passwordFile === undefined ? [] : [`passfile=${percentEncoded(passwordFile)}`]),
  ];
  const where = `${percentEncoded(libpqHost(connection))}:${port}/${percentEncoded(database)}`;
  return `psql "postgresql://${login}@${where}?${parameters.join('&')}"`;
}

export function libpqKeywords(connection: EndpointConnection): string {
  return Object.entries(libpqArguments(connection))
    .map(([name, value]) => `${name}=${libpqValue(String(value))}`)
    .join(' ');
}

export function postgresUrl({ host, port, user, password, database }: EndpointConnection): string {
  const login = `${percentEncoded(user)}:${percentEncoded(password)}`;
  return `postgresql://${login}@${host}:${port}/${percentEncoded(database)}?sslmode=disable`;
}

export function nodePostgres(connection: EndpointConnection, variable: string): string {
  const { port, user, password, database } = connection;
  return [
    `const ${variable} = new pg.Pool({`,
    `  host: ${quoted(libpqHost(connection))},`,
    `  port: ${port},`,
    `  user: ${quoted(user)},`,
    `  password: ${quoted(password)},`,
    `  database: ${quoted(database)},`,
    '  ssl: false,',
    '});',
    '// Without a listener, the end of an idle session ends the program.',
    `${variable}.on('error', (error) => console.error(error.message));`,
  ].join('\n');
}

export function psycopg2(connection: EndpointConnection, variable: string): string {
  return `${variable} = ${pythonCall('psycopg2.connect', pythonNamed(libpqArguments(connection)))}`;
}

/** The client's encoding is named: psycopg 3 does not know the name that Redshift has for UTF-8 (psycopg#122). */
export function psycopg3(connection: EndpointConnection, variable: string): string {
  const named = pythonNamed({ ...libpqArguments(connection), client_encoding: 'utf8' });
  return `${variable} = ${pythonCall('psycopg.connect', named)}`;
}

function libpqArguments(connection: EndpointConnection): Record<string, string | number> {
  const { port, user, password, database } = connection;
  return { host: libpqHost(connection), port, user, password, dbname: database, sslmode: 'disable' };
}

/** Host and port are arguments of libpq's, since not every version of SQLAlchemy reads a socket's folder in a URL. */
export function sqlAlchemyEndpoint(connection: EndpointConnection, variable: string): string {
  const { port, user, password, database } = connection;
  const url = pythonCall('URL.create', [
    quoted('redshift+psycopg2'),
    ...pythonNamed({ username: user, password, database }),
  ]);
  const server = pythonDict({ host: libpqHost(connection), port, sslmode: 'disable' });
  return `${variable} = ${pythonCall('create_engine', [url, `connect_args=${server}`])}`;
}

export function redshiftConnectorEndpoint(connection: EndpointConnection, variable: string): string {
  const { host, port, user, password, database } = connection;
  const named = pythonNamed({ host, port, user, password, database, ssl: false });
  return `${variable} = ${pythonCall('redshift_connector.connect', named)}`;
}

export function postgresJdbcUrl({ host, port, user, password, database }: EndpointConnection): string {
  const login = `user=${percentEncoded(user)}&password=${percentEncoded(password)}`;
  return `jdbc:postgresql://${host}:${port}/${percentEncoded(database)}?${login}&sslmode=disable`;
}

export function redshiftJdbcUrl({ host, port, user, password, database }: EndpointConnection): string {
  const login = `UID=${percentEncoded(user)};PWD=${percentEncoded(password)}`;
  return `jdbc:redshift://${host}:${port}/${percentEncoded(database)};${login};ssl=false`;
}

export function odbcEndpoint(connection: EndpointConnection): string {
  const { user, password } = connection;
  return [...odbcWithoutTls(connection), `UID=${braced(user)}`, `PWD=${braced(password)}`].join(';');
}

/** A profile with one output for each workgroup. */
export function dbtProfile(connections: readonly EndpointConnection[]): string {
  const names = uniqueNames(connections, '-').map(quoted);
  return [
    'redshift:',
    `  target: ${names[0] ?? quoted('')}`,
    '  outputs:',
    ...connections.flatMap(({ host, port, user, password, database }, index) => [
      `    ${names[index] ?? ''}:`,
      '      type: redshift',
      '      method: database',
      `      host: ${host}`,
      `      port: ${port}`,
      `      user: ${dbtString(user)}`,
      `      password: ${dbtString(password)}`,
      `      dbname: ${dbtString(database)}`,
      '      schema: public',
      '      sslmode: disable',
      '      threads: 4',
    ]),
  ].join('\n');
}
