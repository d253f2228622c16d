import { passwordFileField } from '../targets/escapes.js';
import { isEndpointPort } from './endpointPort.js';
import { isHandOutPassword, type HandOut } from './handOut.js';

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

/** A line of the file, and what it says. */
export interface PasswordLine {
  readonly line: string;
  readonly port: number;
  readonly password: string;
}

/** A colon or a backslash in a field stands behind a backslash. */
const field = String.raw`((?:\\.|[^\\:])*)`;
const linePattern = new RegExp(`^${Array<string>(5).fill(field).join(':')}$`);

/** The lines of a file that a window of ours has written; others are none. */
export function passwordLines(text: string): readonly PasswordLine[] {
  return text.split('\n').flatMap((line) => {
    const [, , port, , , password = ''] = linePattern.exec(line) ?? [];
    const number = Number(port);
    // Neither has a character that is written otherwise.
    return isEndpointPort(number) && isHandOutPassword(password) ? [{ line, port: number, password }] : [];
  });
}
