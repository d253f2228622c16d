import * as l10n from '@vscode/l10n';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import { throwFailures } from '../../tokens/tokenOutcome.js';
import type { TokenService } from '../../tokens/tokenService.js';
import type { EndpointConnection } from '../connection.js';
import type { EndpointRecords } from './endpointRecords.js';
import type { Endpoints } from './endpoints.js';
import { socketFolderOf } from './endpointState.js';
import type { HandOut } from './handOut.js';
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
    throwFailures(await this.tokens.get(refs, signal, asksAgain));
  }

  /** A connection for one visit, whose hand-out is revoked at its end. */
  async visit(ref: WorkgroupRef, client: string, signal: AbortSignal): Promise<Visit> {
    const connection = await this.through(ref, () => this.handOuts.make(ref, client), signal);
    return { connection, end: () => this.endpoints.revoke(ref, connection.user) };
  }

  /**
   * Opens the workgroup's endpoint and gives the client's own hand-out: the one it has, so that what a person saved
   * stays right. Throws a `UserError` where the endpoint cannot open.
   */
  give(ref: WorkgroupRef, client: string, signal: AbortSignal): Promise<EndpointConnection> {
    return this.through(ref, () => this.handOuts.forClient(ref, client), signal);
  }

  /** What the client will be given, as far as it is known: nothing is opened or made. */
  async describe(
    ref: WorkgroupRef,
    client: string,
    signal: AbortSignal,
  ): Promise<Omit<EndpointConnection, 'password'>> {
    const [{ port }, database] = await Promise.all([
      this.records.get(ref),
      this.places.databaseOf(ref, signal),
    ]);
    const held = this.handOuts.of(ref).find((handOut) => handOut.client === client);
    return {
      workgroupName: ref.name,
      host: '127.0.0.1',
      port,
      socketFolder: socketFolderOf(this.endpoints.stateOf(ref)),
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

  /** The hand-out is made last: where the rest fails, nobody has one that nobody knows of. */
  private async through(
    ref: WorkgroupRef,
    handOut: () => Promise<HandOut>,
    signal: AbortSignal,
  ): Promise<EndpointConnection> {
    const state = await this.endpoints.start(ref, signal);
    const database = await this.places.databaseOf(ref, signal);
    const { user, password } = await handOut();
    const { port } = state;
    const socket = state.kind === 'open' ? { socketFolder: state.socketFolder } : {};
    return { workgroupName: ref.name, host: '127.0.0.1', port, ...socket, user, password, database };
  }
}
