import * as l10n from '@vscode/l10n';
import { UserError } from '../base/userError.js';
import type { Source } from '../sources/source.js';

/** What a driver of AWS needs to log in to a workgroup with a token. */
export interface DirectConnection {
  readonly workgroupName: string;
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** The Redshift token, or in a preview what stands in its place. */
  readonly token: string;
}

/** What any Postgres client needs to log in to a workgroup's local endpoint. */
export interface EndpointConnection {
  readonly workgroupName: string;
  readonly host: '127.0.0.1';
  readonly port: number;
  /** The folder of the endpoint's socket, where it has one. Clients that can use it prefer it to the port. */
  readonly socketFolder?: string | undefined;
  /** The path of the libpq password file, where this hand-out is in one: psql then needs no password in its words. */
  readonly passwordFile?: string | undefined;
  readonly user: string;
  /** The password of the hand-out, or in a preview what stands in its place. */
  readonly password: string;
  readonly database: string;
}

/** The database that every new namespace begins with. */
export const usualDatabase = 'dev';

/** Asks for the first database of a namespace. */
export interface DatabaseFinder {
  find(source: Source, namespaceName: string): Promise<string | undefined>;
}

/** C0, DEL and C1, and the two separators that YAML and others take for a line break. */
const controlCharacter = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/;

/**
 * Throws a `UserError` where a value holds a line break or another control character: some of the syntaxes have no
 * way to write it, and in the others it would end a comment or a command.
 */
export function refuseControlCharacters(connection: { readonly workgroupName: string }): void {
  for (const [name, value] of Object.entries(connection))
    if (typeof value === 'string' && controlCharacter.test(value))
      throw new UserError(
        l10n.t(
          'The connection to {0} has a line break or another control character in its {1}, which no client can be given. Correct the entry of this workgroup in the settings.',
          connection.workgroupName.replace(new RegExp(controlCharacter, 'g'), ' '),
          name,
        ),
        { kind: 'openSettings' },
      );
}
