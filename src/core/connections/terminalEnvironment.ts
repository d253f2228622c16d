import { workgroupKey, type WorkgroupRef } from '../sources/workgroup.js';
import type { EndpointConnection } from './connection.js';
import { isReachable, type EndpointState } from './endpoint/endpointState.js';
import { libpqHost } from './targets/endpointTexts.js';

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

/**
 * Variables that libpq would take before those above, or that forbid what they need. They are taken out of a connected
 * terminal, which has them where VS Code was started with them.
 */
export const variablesInTheWay = [
  'PGPASSWORD',
  'PGHOSTADDR',
  'PGSERVICE',
  'PGREQUIREAUTH',
  'PGCHANNELBINDING',
  'PGGSSENCMODE',
  'PGSSLNEGOTIATION',
] as const;

/** Where new terminals lead: `unsettled` while an endpoint is opening. */
export type TerminalsEndpoint =
  | { readonly kind: 'one'; readonly workgroup: WorkgroupRef; readonly state: EndpointState }
  | { readonly kind: 'none' }
  | { readonly kind: 'unsettled' };

/** To the only endpoint that is open, here or in another window; of several, to that of the only ticked workgroup. */
export function terminalsEndpoint(
  known: readonly WorkgroupRef[],
  stateOf: (ref: WorkgroupRef) => EndpointState,
  ticked: readonly WorkgroupRef[],
): TerminalsEndpoint {
  const all = known.map((workgroup) => ({ kind: 'one' as const, workgroup, state: stateOf(workgroup) }));
  if (all.some(({ state }) => state.kind === 'opening')) return { kind: 'unsettled' };
  const open = all.filter(({ state }) => isReachable(state));
  const keys = new Set(ticked.map(workgroupKey));
  const [only, ...others] =
    open.length > 1 ? open.filter(({ workgroup }) => keys.has(workgroupKey(workgroup))) : open;
  return only === undefined || others.length > 0 ? { kind: 'none' } : only;
}
