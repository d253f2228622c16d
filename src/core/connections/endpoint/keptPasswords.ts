import * as l10n from '@vscode/l10n';
import { inBackground, type Log } from '../../base/log.js';
import { Turns } from '../../base/turns.js';
import { UserError } from '../../base/userError.js';
import type { Endpoints } from './endpoints.js';
import { isReachable, socketFolderOf } from './endpointState.js';
import type { HandOuts } from './handOuts.js';
import { passwordFileText, type PasswordFileDoor } from './passwordFile.js';

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
  /** Readable by this user alone, and whole at every moment. */
  write(text: string): Promise<void>;
  remove(): Promise<void>;
}

/** Keeps libpq's password file as the open endpoints and their hand-outs are; it is gone while there are none. */
export class KeptPasswords {
  private readonly turns = new Turns();
  /** What this window knows to be in the file; undefined while it does not. */
  private written: string | undefined;

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
      const text = passwordFileText(this.open());
      this.written = undefined;
      try {
        await (text === '' ? this.file.remove() : this.file.write(text));
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
      this.written = text;
    });
  }

  /** The window closes: what stays open is another's, which writes it again. */
  async remove(): Promise<void> {
    await this.turns.take('file', () => {
      this.written = undefined;
      return this.file.remove();
    });
  }

  /** For what nobody waits for: where it cannot be written, who connects next is told. */
  writeSoon(): void {
    // Sessions come and go much more often than passwords.
    if (passwordFileText(this.open()) !== this.written) inBackground(this.log, this.write());
  }

  private open(): readonly PasswordFileDoor[] {
    return this.handOuts.all().flatMap(({ workgroup, handOuts }) => {
      const state = this.endpoints.stateOf(workgroup);
      const kept = handOuts.filter(({ client }) => isKeptClient(client));
      if (kept.length === 0 || !isReachable(state)) return [];
      return [{ port: state.port, socketFolder: socketFolderOf(state), handOuts: kept }];
    });
  }
}
