import * as l10n from '@vscode/l10n';
import { Cancelled, UserError } from '../base/userError.js';
import type { WorkgroupRef } from '../sources/workgroup.js';
import type { EndpointConnection } from './connection.js';
import type { Endpoints } from './endpoints.js';
import type { EndpointState } from './endpointState.js';
import type { HandOuts } from './handOuts.js';
import type { KeptClient, KeptPasswords } from './keptPasswords.js';
import type { KeptConnection } from './terminalEnvironment.js';
import type { WorkgroupPlaces } from './upstreams.js';

/** Connections through the local endpoints: opens them and hands out what a client needs. */
export class LocalConnections {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly handOuts: HandOuts,
    private readonly places: Pick<WorkgroupPlaces, 'databaseOf'>,
    private readonly passwords: KeptPasswords,
  ) {}

  /**
   * Opens the workgroup's endpoint and gives the client's own hand-out: the one it has, so that what a person saved
   * stays right. Throws a `UserError` where the endpoint cannot open.
   */
  async give(ref: WorkgroupRef, client: string, signal: AbortSignal): Promise<EndpointConnection> {
    const state = await this.endpoints.start(ref, signal);
    const [{ user, password }, database] = await Promise.all([
      this.handOuts.forClient(ref, client),
      this.places.databaseOf(ref, signal),
    ]);
    return { workgroupName: ref.name, host: '127.0.0.1', ...door(state), user, password, database };
  }

  /** The same without its password, which stands in the password file by then. */
  async giveKept(ref: WorkgroupRef, client: KeptClient, signal: AbortSignal): Promise<KeptConnection> {
    const { password: _, ...connection } = await this.give(ref, client, signal);
    await this.passwords.write();
    return { ...connection, passwordFile: this.passwords.path };
  }
}

function door(state: EndpointState): Pick<EndpointConnection, 'port' | 'socketFolder'> {
  switch (state.kind) {
    case 'open':
      return { port: state.port, socketFolder: state.socketFolder };
    case 'elsewhere':
      return { port: state.port };
    case 'stopped':
    case 'opening':
      throw new Cancelled();
    case 'blocked':
      throw new UserError(
        l10n.t('Another program listens on port {0} of this computer.', String(state.port)),
        { kind: 'retry' },
      );
  }
}
