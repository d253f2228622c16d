import * as l10n from '@vscode/l10n';
import type { Clock } from '../../base/clock.js';
import type { Disposable } from '../../base/disposable.js';
import { Emitter } from '../../base/emitter.js';
import { describeError, type Log } from '../../base/log.js';
import { sharingForbidden, type Restrictions } from '../../base/restrictions.js';
import { Cancelled, UserError } from '../../base/userError.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import type { HeldTokens } from '../../tokens/heldTokens.js';
import type { EndpointRecord } from '../endpoint/endpointRecord.js';
import type { EndpointRecords } from '../endpoint/endpointRecords.js';
import type { Endpoints } from '../endpoint/endpoints.js';
import type { HandOut } from '../endpoint/handOut.js';
import type { LocalConnections } from '../endpoint/localConnections.js';
import {
  changesBetween,
  extensionsClient,
  heldSession,
  sessionId,
  type HeldSession,
  type SessionChanges,
  type SharedSession,
} from './sharedSession.js';
import type { SharedWorkgroups } from './sharedWorkgroups.js';

/** Where a session connects to. No secret. */
export interface SharedConnection {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
}

export interface SharingParts {
  readonly records: Pick<EndpointRecords, 'current' | 'loadAll'>;
  readonly endpoints: Pick<Endpoints, 'stateOf' | 'revoke'>;
  readonly connections: Pick<LocalConnections, 'open' | 'give'>;
  readonly workgroups: Pick<SharedWorkgroups, 'find'>;
  readonly held: Pick<HeldTokens, 'tokenOf'>;
  /** Resolves once the tokens of earlier windows are read. */
  readonly tokensRead: () => Promise<unknown>;
  readonly clock: Clock;
  readonly log: Log;
  readonly restrictions: Pick<Restrictions, 'canShare' | 'localEndpoint'>;
}

interface HeldHandOut {
  readonly workgroup: WorkgroupRef;
  readonly handOut: HandOut;
  readonly record: EndpointRecord;
}

/**
 * The sessions that other extensions have: each is a hand-out of a workgroup whose token is good now. Nobody is asked
 * for anything but by {@link make}.
 */
export class Sharing implements Disposable {
  private shown: readonly HeldSession[] = [];
  private reading: Promise<void> | undefined;
  private readonly changed = new Emitter<SessionChanges>();
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: SharingParts) {}

  /** Those that were made before, of one scope or of all. Never throws: what cannot be read is absent. */
  async sessions(scopes: readonly string[] | undefined): Promise<readonly SharedSession[]> {
    try {
      await this.read();
    } catch (error) {
      this.parts.log.warn(describeError(error));
    }
    const all = this.current().map(({ session }) => session);
    if (scopes === undefined || scopes.length === 0) return all;
    return all.filter(({ account }) => scopes.length === 1 && scopes[0] === account.id);
  }

  /**
   * Gets the token, opens the endpoint and hands out, for a person who has said yes and waits. Throws a `UserError`.
   *
   * @param isRetry whether the person insists: then what was refused before is asked for again
   */
  async make(scopes: readonly string[], signal: AbortSignal, isRetry: boolean): Promise<SharedSession> {
    const { restrictions, connections, workgroups } = this.parts;
    if (!restrictions.canShare) throw sharingForbidden();
    const [arn, ...others] = scopes;
    if (arn === undefined || others.length > 0) throw wrongScopes();
    await this.read();
    const workgroup = await workgroups.find(arn, signal);
    await connections.open([workgroup], signal, isRetry);
    const { user } = await connections.give(workgroup, extensionsClient, signal);
    this.check();
    const made = this.find(sessionId(workgroup, user));
    // Forgotten, revoked or stopped in between.
    if (made === undefined) throw new Cancelled();
    return made.session;
  }

  /** What it opened before, it opens no more. One that is unknown has gone already. */
  async remove(id: string): Promise<void> {
    await this.read();
    for (const { workgroup, handOut } of this.handOuts())
      if (sessionId(workgroup, handOut.user) === id)
        await this.parts.endpoints.revoke(workgroup, handOut.user);
  }

  /** Opens the endpoint where it is not, and says where it is; undefined where the session is no more. */
  async connectionOf(id: string, signal: AbortSignal): Promise<SharedConnection | undefined> {
    await this.read();
    const found = this.find(id);
    if (found === undefined) return undefined;
    const { connections, restrictions } = this.parts;
    const connection = await connections.give(found.workgroup, extensionsClient, signal);
    const { socketFolder, port, database, user } = connection;
    if (sessionId(found.workgroup, user) !== id) {
      // Revoked in between: another one is nobody's.
      await this.parts.endpoints.revoke(found.workgroup, user);
      return undefined;
    }
    // Where nothing listens but the socket, its folder is the only host there is.
    const host =
      restrictions.localEndpoint === 'socketOnly' ? (socketFolder ?? connection.host) : connection.host;
    return { host, port, database, user };
  }

  /** Looks which sessions there are now, and tells of those that are others. */
  check(): void {
    const before = this.shown;
    this.shown = this.current();
    const changes = changesBetween(before, this.shown);
    if (Object.values(changes).some(({ length }) => length > 0)) this.changed.fire(changes);
  }

  /** What was shared before an administrator forbade it opens nothing any more. */
  async revokeForbidden(): Promise<void> {
    if (this.parts.restrictions.canShare) return;
    await this.read();
    for (const { workgroup, handOut } of this.handOuts())
      await this.parts.endpoints.revoke(workgroup, handOut.user);
  }

  dispose(): void {
    this.changed.dispose();
  }

  /** Once; where it fails, the next who asks tries again. */
  private read(): Promise<void> {
    if (this.reading !== undefined) return this.reading;
    const { records, tokensRead } = this.parts;
    const reading = Promise.all([records.loadAll(), tokensRead()]).then(() => undefined);
    this.reading = reading;
    reading.catch(() => {
      if (this.reading === reading) this.reading = undefined;
    });
    return reading;
  }

  private find(id: string): HeldSession | undefined {
    return this.current().find(({ session }) => session.id === id);
  }

  private handOuts(): readonly HeldHandOut[] {
    return this.parts.records.current.flatMap((record) =>
      record.handOuts
        .filter(({ client }) => client === extensionsClient)
        .map((handOut) => ({ workgroup: record.workgroup, handOut, record })),
    );
  }

  private current(): readonly HeldSession[] {
    const { held, clock, restrictions } = this.parts;
    if (!restrictions.canShare || restrictions.localEndpoint === 'off') return [];
    return this.handOuts().flatMap(({ workgroup, handOut, record }) => {
      const token = held.tokenOf(workgroup);
      const isGood = token !== undefined && clock.now() < token.expiresAt;
      return isGood && this.canConnect(record) ? [heldSession(record, handOut, token)] : [];
    });
  }

  /** Whether its endpoint is open, or opens by itself: a person has not stopped it, and no stranger has its port. */
  private canConnect({ workgroup, isWanted }: EndpointRecord): boolean {
    const { kind } = this.parts.endpoints.stateOf(workgroup);
    return kind !== 'blocked' && (isWanted || kind !== 'stopped');
  }
}

function wrongScopes(): UserError {
  return new UserError(
    l10n.t(
      'Another extension asks for Redshift in a way that is not understood. It has to name one workgroup by its ARN, as its only scope: tell its makers.',
    ),
    { kind: 'showLog' },
  );
}
