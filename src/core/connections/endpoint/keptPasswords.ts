import * as l10n from '@vscode/l10n';
import { describeError, inBackground, type Log } from '../../base/log.js';
import { Turns } from '../../base/turns.js';
import { UserError } from '../../base/userError.js';
import type { Endpoints } from './endpoints.js';
import { isReachable, socketFolderOf } from './endpointState.js';
import type { HandOuts } from './handOuts.js';
import { passwordFileText, passwordLines, type PasswordFileDoor } from './passwordFile.js';

/** The clients that read their passwords in the password file: those that begin in this window. */
export const terminalClient = 'Terminal';
export const notebookClient = 'Notebook';

export type KeptClient = typeof terminalClient | typeof notebookClient;

const keptClients: readonly string[] = [terminalClient, notebookClient];

export function isKeptClient(client: string): client is KeptClient {
  return keptClients.includes(client);
}

/** The one file that passwords of local endpoints are in. */
export interface PasswordFile {
  readonly path: string;
  /** What is in it now; undefined where there is none. */
  read(): Promise<string | undefined>;
  /** Readable by this user alone, and whole at every moment. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

interface Door extends PasswordFileDoor {
  /** Whether this window has it open: then it says alone what opens it. */
  readonly isHere: boolean;
}

/**
 * Keeps libpq's password file as the open endpoints and their hand-outs are; it is gone while there are none. The windows
 * of a person have one file: each writes what it knows, and leaves the lines of endpoints that others have open.
 */
export class KeptPasswords {
  private readonly turns = new Turns();
  /** For what this window has written the file; undefined while it has not. */
  private written: string | undefined;
  /** Every password this window has known: one that is no longer handed out has been revoked or replaced. */
  private readonly known = new Set<string>();
  private isLeaving = false;

  constructor(
    private readonly file: PasswordFile,
    private readonly endpoints: Endpoints,
    private readonly handOuts: HandOuts,
    private readonly log: Log,
  ) {}

  get path(): string {
    return this.file.path;
  }

  /**
   * Brings the file up to what is open and handed out now, whatever others have done to it meanwhile. Throws where it
   * cannot be written.
   */
  write(): Promise<void> {
    return this.turns.take('file', async () => {
      const doors = this.doors();
      this.written = undefined;
      try {
        await this.put(passwordFileText(doors) + (await this.linesOfOthers(doors, true)));
      } catch (cause) {
        throw new UserError(
          l10n.t(
            'The password file {0} cannot be written, so no terminal and no notebook can log in with it. Check the permissions of its folder, then retry.',
            this.path,
          ),
          { kind: 'retry' },
          { cause },
        );
      }
      this.written = JSON.stringify(doors);
    });
  }

  /** All of it, whoever has written it. */
  async remove(): Promise<void> {
    await this.turns.take('file', () => {
      this.written = undefined;
      return this.file.remove();
    });
  }

  /**
   * The window closes, and its endpoints after this: their lines go. Who takes one over writes it again. Never throws.
   */
  async leave(): Promise<void> {
    this.isLeaving = true;
    await this.turns.take('file', async () => {
      try {
        await this.put(await this.linesOfOthers(this.doors(), false));
      } catch (error) {
        this.log.warn(describeError(error));
        await this.file.remove().catch((failed: unknown) => this.log.warn(describeError(failed)));
      }
    });
  }

  /** For what nobody waits for: where it cannot be written, who connects next is told. */
  writeSoon(): void {
    // Sessions come and go much more often than passwords.
    if (!this.isLeaving && JSON.stringify(this.doors()) !== this.written)
      inBackground(this.log, this.write());
  }

  private put(text: string): Promise<void> {
    return text === '' ? this.file.remove() : this.file.write(text);
  }

  /**
   * Of the lines in the file those that another window answers for: its endpoint is open, and what opens it was not
   * revoked as far as this window knows.
   *
   * @param isOwnWritten whether the lines of `doors` are written anew
   */
  private async linesOfOthers(doors: readonly Door[], isOwnWritten: boolean): Promise<string> {
    const held = new Set(this.passwords());
    const own = new Set(doors.flatMap(({ handOuts }) => handOuts.map(({ password }) => password)));
    const here = new Set(this.endpoints.portsHere);
    const others = passwordLines((await this.file.read()) ?? '').filter(
      ({ port, password }) =>
        !here.has(port) &&
        !(isOwnWritten && own.has(password)) &&
        (held.has(password) || !this.known.has(password)),
    );
    const ports = [...new Set(others.map(({ port }) => port))];
    const open = await Promise.all(ports.map((port) => this.endpoints.isOpenOn(port)));
    return others
      .filter(({ port }) => open[ports.indexOf(port)] === true)
      .map(({ line }) => `${line}\n`)
      .join('');
  }

  private passwords(): readonly string[] {
    return this.handOuts.all().flatMap(({ handOuts }) => handOuts.map(({ password }) => password));
  }

  private doors(): readonly Door[] {
    for (const password of this.passwords()) this.known.add(password);
    return this.handOuts.all().flatMap(({ workgroup, handOuts }) => {
      const state = this.endpoints.stateOf(workgroup);
      const kept = handOuts.filter(({ client }) => isKeptClient(client));
      if (kept.length === 0 || !isReachable(state)) return [];
      const { port, kind } = state;
      return [{ port, socketFolder: socketFolderOf(state), handOuts: kept, isHere: kind === 'open' }];
    });
  }
}
