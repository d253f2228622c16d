import * as l10n from '@vscode/l10n';
import { braced, jdbcUrlValue, pythonString, shellString } from './escapes.js';
import type { Connection } from './connection.js';

/** A client, and the text it takes to connect with a token. */
export interface Target {
  readonly id: string;
  readonly label: string;
  /** Where it works, honestly. */
  readonly note: string;
  text(connection: Connection): string;
}

/** A client that cannot use the token, and why: said where a person looks for it. */
export interface NoTarget {
  readonly label: string;
  readonly reason: string;
}

const minimum = (version: string): string => l10n.t('works from version {0} on, for one hour', version);

/** The drivers of AWS that can carry the token. Parameters: the documentation of each driver's IdpTokenAuthPlugin. */
export function targets(): readonly Target[] {
  return [
    {
      id: 'redshift_connector',
      label: l10n.t('Python: redshift_connector'),
      note: minimum('2.0.914'),
      text: redshiftConnector,
    },
    {
      id: 'sqlalchemy',
      label: l10n.t('Python: SQLAlchemy'),
      note: l10n.t('needs sqlalchemy-redshift and redshift_connector 2.0.914 or later; works for one hour'),
      text: sqlAlchemy,
    },
    { id: 'jdbc-url', label: l10n.t('JDBC: URL'), note: minimum('2.1.0.19'), text: jdbcUrl },
    {
      id: 'jdbc-properties',
      label: l10n.t('JDBC: properties'),
      note: minimum('2.1.0.19'),
      text: jdbcProperties,
    },
    { id: 'odbc', label: l10n.t('ODBC: connection string'), note: minimum('2.0.0.9'), text: odbc },
    {
      id: 'environment',
      label: l10n.t('Environment variables'),
      note: l10n.t('for scripts of your own: no driver reads them by itself'),
      text: environmentVariables,
    },
  ];
}

/** Clients that people look for, and that cannot carry the token. */
export function noTargets(): readonly NoTarget[] {
  return [
    { label: l10n.t('psql and other libpq clients'), reason: notAPassword(psqlSays) },
    { label: l10n.t('SQL Notebook, SQLTools, node-postgres'), reason: notAPassword(nodePostgresSays) },
    { label: l10n.t('psycopg, DuckDB, Grafana'), reason: notAPassword(psqlSays) },
    {
      label: l10n.t('dbt'),
      reason: l10n.t(
        'dbt-redshift has no field for a token made elsewhere. Set "method: browser_identity_center" in its profile, and it signs in by itself.',
      ),
    },
  ];
}

/** What the clients answer to Redshift's request for a token, word for word. */
const psqlSays = 'authentication method 14 not supported';
const nodePostgresSays = 'Unknown authenticationOk message type 14';

function notAPassword(says: string): string {
  return l10n.t(
    'The token is not a password: this client has no way to send it, and answers "{0}". Use one of the drivers of AWS in the list.',
    says,
  );
}

const plugin = 'com.amazon.redshift.plugin.IdpTokenAuthPlugin';

function redshiftConnector({ host, port, database, token }: Connection): string {
  return [
    'import redshift_connector',
    '',
    'connection = redshift_connector.connect(',
    `    host=${pythonString(host)},`,
    `    port=${String(port)},`,
    `    database=${pythonString(database)},`,
    '    credentials_provider="IdpTokenAuthPlugin",',
    `    token=${pythonString(token)},`,
    '    token_type="SUBJECT_TOKEN",',
    ')',
  ].join('\n');
}

function sqlAlchemy({ host, port, database, token }: Connection): string {
  return [
    'from sqlalchemy import create_engine',
    '',
    'engine = create_engine(',
    `    ${pythonString(`redshift+redshift_connector://${host}:${String(port)}/${database}`)},`,
    '    connect_args={',
    '        "credentials_provider": "IdpTokenAuthPlugin",',
    `        "token": ${pythonString(token)},`,
    '        "token_type": "SUBJECT_TOKEN",',
    '    },',
    ')',
  ].join('\n');
}

function jdbcUrl({ host, port, database, token }: Connection): string {
  const parameters = [`plugin_name=${plugin}`, 'token_type=SUBJECT_TOKEN', `token=${jdbcUrlValue(token)}`];
  return `jdbc:redshift://${host}:${String(port)}/${jdbcUrlValue(database)};${parameters.join(';')}`;
}

/** Properties are not decoded: the token goes in as it is. */
function jdbcProperties({ host, port, database, token }: Connection): string {
  return [
    `# jdbc:redshift://${host}:${String(port)}/${jdbcUrlValue(database)}`,
    `plugin_name=${plugin}`,
    'token_type=SUBJECT_TOKEN',
    `token=${token}`,
  ].join('\n');
}

function odbc({ host, port, database, token }: Connection): string {
  return [
    'Driver={Amazon Redshift ODBC Driver (x64)}',
    `Server=${host}`,
    `Port=${String(port)}`,
    `Database=${braced(database)}`,
    'plugin_name=IdpTokenAuthPlugin',
    'token_type=SUBJECT_TOKEN',
    `token=${braced(token)}`,
    'SSLMode=verify-ca',
  ].join(';');
}

function environmentVariables({ host, port, database, token }: Connection): string {
  return [
    `export REDSHIFT_HOST=${shellString(host)}`,
    `export REDSHIFT_PORT=${String(port)}`,
    `export REDSHIFT_DATABASE=${shellString(database)}`,
    `export REDSHIFT_TOKEN=${shellString(token)}`,
    'export REDSHIFT_TOKEN_TYPE=SUBJECT_TOKEN',
  ].join('\n');
}
