import { passwordFileField } from '../targets/escapes.js';
import type { HandOut } from './handOut.js';

/** An open endpoint, and the hand-outs whose passwords may stand in the file. */
export interface PasswordFileDoor {
  readonly port: number;
  readonly socketFolder: string | undefined;
  readonly handOuts: readonly Pick<HandOut, 'user' | 'password'>[];
}

/**
 * The text of libpq's password file: one line for each way to name the host, any database. libpq compares the host as
 * the client was told it: an address, a name, or the folder of a socket, but `localhost` for its own default folder.
 *
 * @see https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function passwordFileText(doors: readonly PasswordFileDoor[]): string {
  const lines = doors.flatMap(({ port, socketFolder, handOuts }) => {
    const hosts = ['127.0.0.1', 'localhost', ...(socketFolder === undefined ? [] : [socketFolder])];
    return handOuts.flatMap(({ user, password }) =>
      hosts.map((host) => [host, String(port), '*', user, password].map(passwordFileField).join(':')),
    );
  });
  return lines.map((line) => `${line}\n`).join('');
}
