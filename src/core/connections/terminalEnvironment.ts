import type { EndpointConnection } from './connection.js';
import { libpqHost } from './endpointTexts.js';

/** A hand-out as it is used without its password, which stands in the password file. */
export type KeptConnection = Omit<EndpointConnection, 'password' | 'passwordFile'> & {
  readonly passwordFile: string;
};

/**
 * The variables with which `psql`, and all else that libpq is in, just works in a terminal. No PGPASSWORD: others may
 * read a process's environment, and it is inherited. No PGAPPNAME: what the programs call themselves says more.
 */
export function terminalEnvironment(connection: KeptConnection): Readonly<Record<string, string>> {
  const { port, user, database, passwordFile } = connection;
  return {
    PGHOST: libpqHost(connection),
    PGPORT: String(port),
    PGUSER: user,
    PGDATABASE: database,
    PGPASSFILE: passwordFile,
    PGSSLMODE: 'disable',
  };
}
