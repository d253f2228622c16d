import * as l10n from '@vscode/l10n';
import { refuseControlCharacters } from '../connection.js';
import { libpqHost } from '../targets/endpointTexts.js';
import { percentEncoded, quoted } from '../targets/escapes.js';
import { pythonCall, pythonDict, pythonNamed } from '../targets/pythonText.js';
import type { KeptConnection } from '../terminalEnvironment.js';

/** What a notebook's cell needs to connect: the password is read from the password file when the cell runs. */
export type CellConnection = KeptConnection & {
  /** Of the workgroup. It stands in the cell, so that the cell is known again. */
  readonly arn: string;
};

/** A cell of a Python notebook that connects through a local endpoint and holds no secret. */
export interface ConnectionCell {
  readonly id: string;
  readonly label: string;
  /** What the kernel needs for it. */
  readonly note: string;
  text(connection: CellConnection): string;
}

export function connectionCells(): readonly ConnectionCell[] {
  return [
    cell('psycopg3', l10n.t('psycopg 3'), l10n.t('needs psycopg'), psycopg3),
    cell('psycopg2', l10n.t('psycopg 2'), l10n.t('needs psycopg2'), psycopg2),
    cell('sqlalchemy', l10n.t('SQLAlchemy'), l10n.t('needs sqlalchemy-redshift and psycopg2'), sqlAlchemy),
    cell(
      'redshift_connector',
      l10n.t('redshift_connector'),
      l10n.t('needs redshift_connector'),
      redshiftConnector,
    ),
    cell(
      'sql-magic',
      l10n.t('%sql'),
      l10n.t('needs jupysql or ipython-sql, sqlalchemy-redshift and psycopg2'),
      sqlMagic,
    ),
  ];
}

const marker = '# redshift-identity-center:';

/** The workgroup to which a cell of ours connects, as the cell itself says; undefined for any other cell. */
export function cellConnection(
  text: string,
): { readonly arn: string; readonly workgroupName: string } | undefined {
  const [, arn, workgroupName] = /^# redshift-identity-center: (\S+) \((.*)\)\r?$/m.exec(text) ?? [];
  return arn === undefined || workgroupName === undefined ? undefined : { arn, workgroupName };
}

function cell(
  id: string,
  label: string,
  note: string,
  program: (connection: CellConnection) => readonly string[],
): ConnectionCell {
  return {
    id,
    label,
    note,
    text: (connection) => {
      refuseControlCharacters(connection);
      const head = `${marker} ${connection.arn} (${connection.workgroupName})`;
      return [head, ...program(connection)].join('\n');
    },
  };
}

function libpqArguments(connection: CellConnection): Record<string, string | number> {
  const { port, user, database, passwordFile } = connection;
  return {
    host: libpqHost(connection),
    port,
    user,
    dbname: database,
    passfile: passwordFile,
    sslmode: 'disable',
  };
}

/** The client's encoding is named: psycopg 3 does not know the name that Redshift has for UTF-8 (psycopg#122). */
function psycopg3(connection: CellConnection): readonly string[] {
  const named = pythonNamed({ ...libpqArguments(connection), client_encoding: 'utf8' });
  return ['import psycopg', '', `connection = ${pythonCall('psycopg.connect', named)}`];
}

function psycopg2(connection: CellConnection): readonly string[] {
  const named = pythonNamed(libpqArguments(connection));
  return ['import psycopg2', '', `connection = ${pythonCall('psycopg2.connect', named)}`];
}

function sqlAlchemy(connection: CellConnection): readonly string[] {
  const server = pythonDict(libpqArguments(connection));
  const engine = pythonCall('create_engine', [quoted('redshift+psycopg2://'), `connect_args=${server}`]);
  return ['from sqlalchemy import create_engine', '', `engine = ${engine}`];
}

/** This driver knows no password file, so the cell reads it: a line has five fields between colons. */
function redshiftConnector(connection: CellConnection): readonly string[] {
  const { host, port, user, database, passwordFile } = connection;
  const password = [
    'password=next(',
    '    fields[4]',
    `    for line in Path(${quoted(passwordFile)}).read_text(encoding="utf-8").splitlines()`,
    String.raw`    for fields in [[re.sub(r"\\(.)", r"\1", field) for field in re.findall(r"(?:[^:\\]|\\.)+", line)]]`,
    `    if fields[:2] == [${quoted(host)}, ${quoted(String(port))}] and fields[3] == ${quoted(user)}`,
    ')',
  ].join('\n');
  const named = [...pythonNamed({ host, port, database, user }), password, ...pythonNamed({ ssl: false })];
  return [
    'import re',
    'from pathlib import Path',
    '',
    'import redshift_connector',
    '',
    `connection = ${pythonCall('redshift_connector.connect', named)}`,
  ];
}

/**
 * All is in the URL's query, as arguments of libpq's: there every value is decoded, and percent signs and letters are
 * all that IPython sees of them, which takes `{` and `$` for its own.
 */
function sqlMagic(connection: CellConnection): readonly string[] {
  const query = Object.entries(libpqArguments(connection))
    .map(([name, value]) => `${name}=${percentEncoded(String(value))}`)
    .join('&');
  return ['%load_ext sql', `%sql redshift+psycopg2://?${query}`];
}
