import * as l10n from '@vscode/l10n';
import { Cancelled, UserError } from '../../base/userError.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import { outcomeError } from '../../tokens/tokenOutcome.js';
import type { TokenService } from '../../tokens/tokenService.js';
import type { EndpointConnection } from '../connection.js';
import type { EndpointRecords } from './endpointRecords.js';
import type { Endpoints } from './endpoints.js';
import type { EndpointState } from './endpointState.js';
import type { HandOuts } from './handOuts.js';
import { isKeptClient, type KeptClient, type KeptPasswords } from './keptPasswords.js';
import type { KeptConnection } from '../terminalEnvironment.js';
import type { WorkgroupPlaces } from './upstreams.js';

interface Visit {
  readonly connection: EndpointConnection;
  end(): Promise<void>;
}

/** Connections through the local endpoints: opens them and hands out what a client needs. */
export class LocalConnections {
  constructor(
    private readonly endpoints: Endpoints,
    private readonly records: Pick<EndpointRecords, 'get'>,
    private readonly handOuts: HandOuts,
    private readonly places: Pick<WorkgroupPlaces, 'databaseOf'>,
    private readonly passwords: KeptPasswords,
    private readonly tokens: Pick<TokenService, 'get'>,
  ) {}

  /**
   * Gets the workgroups' tokens where they are missing, and opens their endpoints, so that what is handed out works at
   * that moment. Throws a `UserError` where one of them cannot be had.
   *
   * @param asksAgain whether a person insists: then what was refused before is asked for again
   */
  async open(refs: readonly WorkgroupRef[], signal: AbortSignal, asksAgain: boolean): Promise<void> {
    await this.getTokens(refs, signal, asksAgain);
    await Promise.all(refs.map((ref) => this.endpoints.start(ref, signal)));
  }

  async getTokens(refs: readonly WorkgroupRef[], signal: AbortSignal, asksAgain: boolean): Promise<void> {
    const error = outcomeError(await this.tokens.get(refs, signal, asksAgain));
    if (error !== undefined) throw error;
  }

  /** A connection for one visit, whose hand-out is revoked at its end. */
  async visit(ref: WorkgroupRef, client: string, signal: AbortSignal): Promise<Visit> {
    const state = await this.endpoints.start(ref, signal);
    const database = await this.places.databaseOf(ref, signal);
    const { user, password } = await this.handOuts.make(ref, client);
    return {
      connection: { workgroupName: ref.name, host: '127.0.0.1', ...door(state), user, password, database },
      end: () => this.endpoints.revoke(ref, user),
    };
  }

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

  /** What the client will be given, as far as it is known: nothing is opened or made. */
  async describe(
    ref: WorkgroupRef,
    client: string,
    signal: AbortSignal,
  ): Promise<Omit<EndpointConnection, 'password'>> {
    const state = this.endpoints.stateOf(ref);
    const [{ port }, database] = await Promise.all([
      this.records.get(ref),
      this.places.databaseOf(ref, signal),
    ]);
    const held = this.handOuts.of(ref).find((handOut) => handOut.client === client);
    return {
      workgroupName: ref.name,
      host: '127.0.0.1',
      port,
      socketFolder: state.kind === 'open' ? state.socketFolder : undefined,
      passwordFile: isKeptClient(client) ? this.passwords.path : undefined,
      user: held?.user ?? l10n.t('user-made-then'),
      database,
    };
  }

  /** The same without its password, which stands in the password file by then. */
  async giveKept(ref: WorkgroupRef, client: KeptClient, signal: AbortSignal): Promise<KeptConnection> {
    const { workgroupName, host, port, socketFolder, user, database } = await this.give(ref, client, signal);
    await this.passwords.write();
    const { path: passwordFile } = this.passwords;
    return { workgroupName, host, port, socketFolder, user, database, passwordFile };
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
