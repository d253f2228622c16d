import type { EndpointConnection } from '../connection.js';
import { odbcWithoutTls } from './odbcText.js';
import type { FormField } from './target.js';

/** The forms of other programs, each in its own order and with its own labels. */

const plain = (label: string, value: string | number): FormField => ({
  label,
  value: String(value),
  isSecret: false,
});
const secret = (label: string, value: string): FormField => ({ label, value, isSecret: true });

/** Of the extension cmoog.sqlnotebook. It has no TLS option: it connects without. */
export function sqlNotebookFields(connection: EndpointConnection): readonly FormField[] {
  const { workgroupName, host, port, user, password, database } = connection;
  return [
    plain('Display Name', workgroupName),
    plain('Database Driver', 'postgres'),
    plain('Database Host', host),
    plain('Database Port', port),
    plain('Database User', user),
    secret('Database Password', password),
    plain('Database Name', database),
  ];
}

/** Of the extension mtxr.sqltools with its driver for PostgreSQL. It asks for the password at the first connection. */
export function sqlToolsFields(connection: EndpointConnection): readonly FormField[] {
  const { workgroupName, host, port, user, password, database } = connection;
  return [
    plain('Connection name', workgroupName),
    plain('Connect using', 'Server and Port'),
    plain('Server Address', host),
    plain('Port', port),
    plain('Database', database),
    plain('Username', user),
    plain('Use password', 'SQLTools Driver Credentials'),
    plain('SSL', 'Disabled'),
    secret('Password', password),
  ];
}

/** An entry of `sqltools.connections`. Without a password in it, SQLTools asks once and keeps it as a secret. */
export function sqlToolsSettingsFields(connection: EndpointConnection): readonly FormField[] {
  const { workgroupName, host, port, user, password, database } = connection;
  const entry = {
    name: workgroupName,
    driver: 'PostgreSQL',
    server: host,
    port,
    database,
    username: user,
    pgOptions: { ssl: false },
  };
  return [plain('sqltools.connections', JSON.stringify(entry, undefined, 2)), secret('Password', password)];
}

/** Of DBeaver's connection to Amazon Redshift. Its driver insists on TLS unless a property on the next page says no. */
export function dbeaverFields({
  host,
  port,
  user,
  password,
  database,
}: EndpointConnection): readonly FormField[] {
  return [
    plain('Host', host),
    plain('Port', port),
    plain('Database', database),
    plain('Username', user),
    secret('Password', password),
    plain('Driver properties: ssl', 'false'),
  ];
}

/** Of Power BI's ODBC source: its own Redshift source has no way to turn TLS off. */
export function powerBiFields({
  host,
  port,
  user,
  password,
  database,
}: EndpointConnection): readonly FormField[] {
  return [
    plain(
      'Connection string (non-credential properties)',
      odbcWithoutTls({ host, port, database }).join(';'),
    ),
    plain('User name', user),
    secret('Password', password),
  ];
}
