import * as l10n from '@vscode/l10n';
import * as texts from './endpointTexts.js';
import * as forms from './formFields.js';
import { commented, endpointTarget, formTarget, program, type EndpointTarget } from './target.js';

/** The clients of a local endpoint: whatever speaks to PostgreSQL with a user name and a password. */
export function endpointTargets(): readonly EndpointTarget[] {
  return [...formTargets(), ...commandTargets(), ...programTargets(), ...driverTargets()];
}

const fieldByField = (): string =>
  l10n.t('field by field into its form; works while VS Code is open on this machine');
const whileOpen = (): string => l10n.t('works while VS Code is open on this machine');

function commandTargets(): readonly EndpointTarget[] {
  return [
    {
      ...endpointTarget(
        { id: 'psql', label: l10n.t('psql: command line'), note: whileOpen() },
        commented('#', texts.psqlCommand),
      ),
      readsPasswordFile: true,
    },
    endpointTarget(
      { id: 'libpq', label: l10n.t('libpq: keywords and values'), note: whileOpen() },
      commented('#', texts.libpqKeywords),
    ),
    endpointTarget(
      { id: 'url', label: l10n.t('PostgreSQL: URL'), note: whileOpen() },
      commented('#', texts.postgresUrl),
    ),
  ];
}

function programTargets(): readonly EndpointTarget[] {
  return [
    endpointTarget(
      { id: 'node-postgres', label: l10n.t('JavaScript: node-postgres'), note: whileOpen() },
      program(["import pg from 'pg';"], 'pool', texts.nodePostgres),
    ),
    endpointTarget(
      { id: 'psycopg2', label: l10n.t('Python: psycopg 2'), note: whileOpen() },
      program(['import psycopg2'], 'connection', texts.psycopg2),
    ),
    endpointTarget(
      {
        id: 'psycopg3',
        label: l10n.t('Python: psycopg 3'),
        note: l10n.t(
          'works while VS Code is open on this machine; keep client_encoding: psycopg 3 does not know the name that Redshift has for UTF-8',
        ),
      },
      program(['import psycopg'], 'connection', texts.psycopg3),
    ),
    endpointTarget(
      {
        id: 'endpoint-sqlalchemy',
        label: l10n.t('Python: SQLAlchemy with psycopg 2'),
        note: l10n.t('works while VS Code is open on this machine; needs sqlalchemy-redshift and psycopg2'),
      },
      program(
        ['from sqlalchemy import create_engine', 'from sqlalchemy.engine import URL'],
        'engine',
        texts.sqlAlchemyEndpoint,
      ),
    ),
    endpointTarget(
      {
        id: 'endpoint-redshift_connector',
        label: l10n.t('Python: redshift_connector with a password'),
        note: whileOpen(),
      },
      program(['import redshift_connector'], 'connection', texts.redshiftConnectorEndpoint),
    ),
  ];
}

function driverTargets(): readonly EndpointTarget[] {
  return [
    endpointTarget(
      {
        id: 'jdbc-redshift',
        label: l10n.t("JDBC, DBeaver, DataGrip: URL for AWS's driver"),
        note: whileOpen(),
      },
      commented('#', texts.redshiftJdbcUrl),
    ),
    endpointTarget(
      {
        id: 'jdbc-postgresql',
        label: l10n.t('JDBC, DBeaver, DataGrip: URL for the driver of PostgreSQL'),
        note: whileOpen(),
      },
      commented('#', texts.postgresJdbcUrl),
    ),
    endpointTarget(
      { id: 'endpoint-odbc', label: l10n.t('ODBC: connection string with a password'), note: whileOpen() },
      commented('#', texts.odbcEndpoint),
    ),
    endpointTarget(
      {
        id: 'dbt',
        label: l10n.t('dbt: profiles.yml'),
        note: l10n.t(
          'works while VS Code is open on this machine; rename the profile as your project calls it',
        ),
      },
      texts.dbtProfile,
    ),
  ];
}

function formTargets(): readonly EndpointTarget[] {
  return [
    formTarget(
      { id: 'sql-notebook', label: l10n.t('SQL Notebook'), note: fieldByField() },
      forms.sqlNotebookFields,
    ),
    formTarget(
      {
        id: 'sqltools',
        label: l10n.t('SQLTools'),
        note: fieldByField(),
      },
      forms.sqlToolsFields,
    ),
    formTarget(
      {
        id: 'sqltools-settings',
        label: l10n.t('SQLTools settings'),
        note: l10n.t(
          'works while VS Code is open on this machine; it asks for the password at the first connection',
        ),
      },
      forms.sqlToolsSettingsFields,
    ),
    formTarget(
      {
        id: 'dbeaver',
        label: l10n.t('DBeaver'),
        note: l10n.t(
          'works while VS Code is open on this machine; choose Amazon Redshift there, and set ssl on the page of driver properties',
        ),
      },
      forms.dbeaverFields,
    ),
    formTarget(
      {
        id: 'power-bi',
        label: l10n.t('Power BI'),
        note: l10n.t('works while VS Code is open on this machine; choose ODBC there, as the source'),
      },
      forms.powerBiFields,
    ),
  ];
}
