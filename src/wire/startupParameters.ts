import * as l10n from '@vscode/l10n';
import { Refusal } from './refusal.js';
import type { StartupRequest } from './startup.js';

/** What a client says of itself in its startup packet, and what of that Redshift gets. */
export interface ClientStart {
  readonly user: string;
  /** What it calls itself, short and in one line, or an empty text. */
  readonly applicationName: string;
  /** One of AWS's drivers: none of them can do SCRAM. */
  readonly isAwsDriver: boolean;
  /** The database it names, if it does. */
  readonly database: string | undefined;
  /** The protocol's options that nobody here knows. */
  readonly unknownOptions: readonly string[];
  readonly passedOn: ReadonlyMap<string, string>;
}

/** In lower case, as settings are compared. Redshift ends logins over others, such as IntervalStyle or bytea_output. */
const passedOn = new Set([
  'application_name',
  'client_encoding',
  'options',
  'search_path',
  'datestyle',
  'timezone',
  'extra_float_digits',
  'statement_timeout',
  // Of AWS's drivers. Never made up: from client_protocol_version 1 on the server answers in another layout.
  'client_protocol_version',
  'driver_version',
  'os_version',
]);
const ownName = 'redshift-identity-center';
const shownNameLength = 64;
/** What a boolean setting takes for no. */
const no = new Set(['', 'false', 'off', 'no', '0', 'f', 'n']);

/** Throws a {@link Refusal} where there is no user, or the client wants to replicate. */
export function readStart({ parameters }: StartupRequest): ClientStart {
  const user = parameters.get('user') ?? '';
  if (user === '') {
    throw new Refusal('28000', l10n.t('no PostgreSQL user name specified in startup packet'));
  }
  if (!no.has((parameters.get('replication') ?? '').toLowerCase())) {
    throw new Refusal('0A000', l10n.t('Redshift has no replication connections.'));
  }
  const database = parameters.get('database') ?? '';
  return {
    user,
    applicationName: shown(parameters.get('application_name') ?? ''),
    isAwsDriver: parameters.has('driver_version') || parameters.has('client_protocol_version'),
    // Clients that are told no database name the user's: of a local user there is none.
    database: database === '' || database === user ? undefined : database,
    unknownOptions: [...parameters.keys()].filter((name) => name.startsWith('_pq_.')),
    passedOn: new Map([...parameters].filter(([name]) => passedOn.has(name.toLowerCase()))),
  };
}

/** The startup packet for Redshift: never the client's user or way to log in. */
export function redshiftParameters(start: ClientStart, database: string): ReadonlyMap<string, string> {
  const isMissing = (name: string): boolean => (start.passedOn.get(name) ?? '') === '';
  return new Map([
    ['user', ''],
    ['database', start.database ?? database],
    ['idp_type', 'AwsIdc'],
    ['token_type', 'SUBJECT_TOKEN'],
    ['plugin_name', 'IdpTokenAuthPlugin'],
    ...start.passedOn,
    ...(isMissing('application_name') ? ([['application_name', ownName]] as const) : []),
    ...(isMissing('client_encoding') ? ([['client_encoding', 'UTF8']] as const) : []),
  ]);
}

function shown(name: string): string {
  return name
    .replace(/\p{C}+/gu, ' ')
    .trim()
    .slice(0, shownNameLength);
}
