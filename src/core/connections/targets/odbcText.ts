import { braced } from './escapes.js';

interface Server {
  readonly host: string;
  readonly port: number;
  readonly database: string;
}

/** Where AWS's ODBC driver connects to, without the login. */
export function odbcServer({ host, port, database }: Server): readonly string[] {
  return [
    'Driver={Amazon Redshift ODBC Driver (x64)}',
    `Server=${host}`,
    `Port=${port}`,
    `Database=${braced(database)}`,
  ];
}

/** The same for a local endpoint. */
export function odbcWithoutTls(server: Server): readonly string[] {
  return [...odbcServer(server), 'SSLMode=disable'];
}
