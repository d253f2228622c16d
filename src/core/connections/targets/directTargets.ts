import * as l10n from '@vscode/l10n';
import type { DirectConnection } from '../connection.js';
import { braced, percentEncoded, quoted, shellString } from './escapes.js';
import { odbcServer } from './odbcText.js';
import { pythonCall, pythonDict, pythonNamed } from './pythonText.js';
import { commented, directTarget, program, type DirectTarget } from './target.js';

const minimum = (version: string): string => l10n.t('works from version {0} on, for one hour', version);

/** The drivers of AWS that can carry the token. Parameters: the documentation of each driver's IdpTokenAuthPlugin. */
export function directTargets(): readonly DirectTarget[] {
  return [
    directTarget(
      {
        id: 'redshift_connector',
        label: l10n.t('Python: redshift_connector'),
        note: minimum('2.0.914'),
      },
      program(['import redshift_connector'], 'connection', redshiftConnector),
    ),
    directTarget(
      {
        id: 'sqlalchemy',
        label: l10n.t('Python: SQLAlchemy'),
        note: l10n.t('needs sqlalchemy-redshift and redshift_connector 2.0.914 or later; works for one hour'),
      },
      program(
        ['from sqlalchemy import create_engine', 'from sqlalchemy.engine import URL'],
        'engine',
        sqlAlchemy,
      ),
    ),
    directTarget(
      { id: 'jdbc-url', label: l10n.t('JDBC: URL'), note: minimum('2.1.0.19') },
      commented('#', jdbcUrl),
    ),
    directTarget(
      { id: 'jdbc-properties', label: l10n.t('JDBC: properties'), note: minimum('2.1.0.19') },
      commented('#', jdbcProperties),
    ),
    directTarget(
      { id: 'odbc', label: l10n.t('ODBC: connection string'), note: minimum('2.0.0.9') },
      commented('#', odbc),
    ),
    directTarget(
      {
        id: 'environment',
        label: l10n.t('Environment variables'),
        note: l10n.t('for scripts of your own: no driver reads them by itself; works for one hour'),
      },
      program([], 'REDSHIFT', environmentVariables),
    ),
  ];
}

const jdbcPlugin = 'com.amazon.redshift.plugin.IdpTokenAuthPlugin';

function redshiftConnector({ host, port, database, token }: DirectConnection, variable: string): string {
  return `${variable} = ${pythonCall(
    'redshift_connector.connect',
    pythonNamed({
      host,
      port,
      database,
      credentials_provider: 'IdpTokenAuthPlugin',
      token,
      token_type: 'SUBJECT_TOKEN',
    }),
  )}`;
}

function sqlAlchemy({ host, port, database, token }: DirectConnection, variable: string): string {
  const url = pythonCall('URL.create', [
    quoted('redshift+redshift_connector'),
    ...pythonNamed({ host, port, database }),
  ]);
  const login = pythonDict({
    credentials_provider: 'IdpTokenAuthPlugin',
    token,
    token_type: 'SUBJECT_TOKEN',
  });
  return `${variable} = ${pythonCall('create_engine', [url, `connect_args=${login}`])}`;
}

function jdbcUrl({ host, port, database, token }: DirectConnection): string {
  const parameters = [
    `plugin_name=${jdbcPlugin}`,
    'token_type=SUBJECT_TOKEN',
    `token=${percentEncoded(token)}`,
  ];
  return `jdbc:redshift://${host}:${port}/${percentEncoded(database)};${parameters.join(';')}`;
}

/** Properties are not decoded: the token goes in as it is. */
function jdbcProperties({ host, port, database, token }: DirectConnection): string {
  return [
    `# jdbc:redshift://${host}:${port}/${percentEncoded(database)}`,
    `plugin_name=${jdbcPlugin}`,
    'token_type=SUBJECT_TOKEN',
    `token=${token}`,
  ].join('\n');
}

function odbc({ host, port, database, token }: DirectConnection): string {
  return [
    ...odbcServer({ host, port, database }),
    'plugin_name=IdpTokenAuthPlugin',
    'token_type=SUBJECT_TOKEN',
    `token=${braced(token)}`,
    'SSLMode=verify-ca',
  ].join(';');
}

function environmentVariables({ host, port, database, token }: DirectConnection, variable: string): string {
  // A workgroup's name may have small letters, a variable of the environment by custom has none.
  const name = variable.toUpperCase();
  return [
    `export ${name}_HOST=${shellString(host)}`,
    `export ${name}_PORT=${port}`,
    `export ${name}_DATABASE=${shellString(database)}`,
    `export ${name}_TOKEN=${shellString(token)}`,
    `export ${name}_TOKEN_TYPE=SUBJECT_TOKEN`,
  ].join('\n');
}
