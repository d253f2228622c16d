import type { Clock } from '../base/clock.js';
import { secondMs } from '../base/duration.js';
import type { SecretStore } from '../base/secretStore.js';
import { Cancelled } from '../base/userError.js';
import type { HeldSignIns } from '../identity/heldSignIns.js';
import type { IdentityList } from '../identity/identityList.js';
import { ProviderUntold } from '../identity/providerUntold.js';
import { identityNameOf } from '../identity/renewal.js';
import type { IdentitySignIns } from '../identity/signIn.js';
import type { HeldTokens } from '../tokens/heldTokens.js';
import type { TokenService } from '../tokens/tokenService.js';
import type { ClipboardGuard } from './clipboardGuard.js';
import { recordKey, recordPrefix } from './endpoint/endpointRecord.js';
import type { EndpointRecords } from './endpoint/endpointRecords.js';
import type { Endpoints } from './endpoint/endpoints.js';
import type { HandOuts } from './endpoint/handOuts.js';
import type { KeptPasswords } from './endpoint/keptPasswords.js';
import type { HeldIdentity, Inventory, SessionsAt } from './inventory.js';

export interface ForgottenParts {
  readonly secrets: Pick<SecretStore, 'keys' | 'delete'>;
  /** Reads what earlier windows have stored. */
  readonly readTokens: () => Promise<void>;
  readonly held: Pick<HeldTokens, 'current'>;
  readonly service: Pick<TokenService, 'forgetAll'>;
  readonly identities: Pick<IdentityList, 'current'>;
  readonly signIns: Pick<HeldSignIns, 'of'>;
  readonly signOuts: Pick<IdentitySignIns, 'signOut'>;
  readonly records: Pick<EndpointRecords, 'current' | 'loadAll'>;
  readonly handOuts: Pick<HandOuts, 'all'>;
  readonly endpoints: Pick<Endpoints, 'open' | 'stateOf' | 'clients' | 'revoke' | 'stop'>;
  readonly passwords: Pick<KeptPasswords, 'write'>;
  readonly clipboard: Pick<ClipboardGuard, 'look' | 'emptyIfOurs'>;
  /** What new terminals get. */
  readonly terminals: { readonly isGiven: boolean; clear(): void };
  /** AWS keys in memory, and what was learnt with them. */
  readonly keys: { readonly areHeld: boolean; forget(): void };
  /** The local one. */
  readonly clock: Clock;
}

export type ForgottenPart =
  | 'tokens'
  | 'handOuts'
  | 'endpoints'
  | 'endpointRecords'
  | 'passwordFile'
  | 'signIns'
  | 'clipboard'
  | 'terminals'
  | 'keys';

/** What could not be done, and why. */
interface NotForgotten {
  readonly part: ForgottenPart;
  readonly reason: unknown;
}

export interface Forgotten {
  readonly failed: readonly NotForgotten[];
  /** The identities whose providers could not be told; signed out here all the same. */
  readonly untold: readonly string[];
}

/** A provider that does not answer is not waited for: what it would be told is forgotten here by then. */
const providerPatienceMs = 5 * secondMs;

/** Forgets all that is held for a person, whatever of it fails. Client secrets stay: they are the application's. */
export class ForgetEverything {
  private running: Promise<Forgotten> | undefined;
  private failed: NotForgotten[] = [];
  private untold: string[] = [];

  constructor(private readonly parts: ForgottenParts) {}

  /** As far as it can be read. */
  async inventory(): Promise<Inventory> {
    const { held, handOuts, keys, clipboard, terminals, readTokens, records } = this.parts;
    const unread = (): undefined => undefined;
    await Promise.all([readTokens().catch(unread), records.loadAll().catch(unread)]);
    return {
      tokens: held.current,
      signIns: await this.signedIn(),
      handOuts: handOuts.all(),
      sessions: this.sessions(),
      hasKeys: keys.areHeld,
      clipboard: await clipboard.look(),
      hasTerminals: terminals.isGiven,
    };
  }

  /** Each part is tried though others fail; joined where it runs already. Never throws. */
  run(): Promise<Forgotten> {
    this.running ??= this.runNow().finally(() => (this.running = undefined));
    return this.running;
  }

  private async runNow(): Promise<Forgotten> {
    const { service, passwords, clipboard, terminals, keys } = this.parts;
    this.failed = [];
    this.untold = [];
    // What is under way must not be stored with keys that are still there.
    await this.attempt('keys', () => keys.forget());
    await this.attempt('terminals', () => terminals.clear());
    await Promise.all([
      this.attempt('clipboard', () => clipboard.emptyIfOurs()),
      this.attempt('tokens', () => service.forgetAll()),
      this.signOutAll(),
      this.forgetEndpoints().then(() => this.attempt('passwordFile', () => passwords.write())),
    ]);
    // A sign-out may have used some, and a listing that was under way.
    await this.attempt('keys', () => keys.forget());
    return { failed: this.failed, untold: this.untold };
  }

  /**
   * Revoked before they close: a window that takes an endpoint over lets nobody in. What stays stored is a port, as the
   * mark that nobody has a password: a record that is gone says nothing to the other windows.
   */
  private async forgetEndpoints(): Promise<void> {
    const { records, handOuts, endpoints } = this.parts;
    await this.attempt('handOuts', () => records.loadAll());
    for (const { workgroup, handOuts: all } of handOuts.all())
      for (const { user } of all) await this.attempt('handOuts', () => endpoints.revoke(workgroup, user));
    await Promise.all(
      records.current.map(({ workgroup }) => this.attempt('endpoints', () => endpoints.stop(workgroup))),
    );
    // One that cannot be read, or that no revoking reaches, may hold passwords.
    const kept = records.current.filter(({ handOuts: all }) => all.length === 0);
    const marks = new Set(await Promise.all(kept.map(({ workgroup }) => recordKey(workgroup))));
    await this.attempt('endpointRecords', () =>
      this.deleteStored((key) => key.startsWith(recordPrefix) && !marks.has(key)),
    );
  }

  private async signOutAll(): Promise<void> {
    const { clock, identities } = this.parts;
    const stop = new AbortController();
    const timer = clock.after(providerPatienceMs, () => stop.abort());
    const names = identities.current.identities.map(({ name }) => name);
    await Promise.all(names.map((name) => this.attempt('signIns', () => this.signOut(name, stop.signal))));
    timer.dispose();
    // Of identities that are no more in the settings.
    const isStray = (key: string): boolean => {
      const name = identityNameOf(key);
      return name !== undefined && !names.includes(name);
    };
    await this.attempt('signIns', () => this.deleteStored(isStray));
  }

  private async signOut(name: string, signal: AbortSignal): Promise<void> {
    const { signIns, signOuts } = this.parts;
    if ((await signIns.of(name).read()) === undefined) return;
    try {
      await signOuts.signOut(name, signal);
    } catch (error) {
      if (!(error instanceof ProviderUntold || error instanceof Cancelled)) throw error;
      this.untold.push(name);
    }
  }

  private async deleteStored(isDoomed: (key: string) => boolean): Promise<void> {
    const { secrets } = this.parts;
    const failures: unknown[] = [];
    for (const key of (await secrets.keys()).filter(isDoomed))
      await secrets.delete(key).catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  private async attempt(part: ForgottenPart, work: () => Promise<void> | void): Promise<void> {
    try {
      await work();
    } catch (reason) {
      this.failed.push({ part, reason });
    }
  }

  private async signedIn(): Promise<readonly HeldIdentity[]> {
    const { identities, signIns } = this.parts;
    const read = identities.current.identities.map(async ({ name }) => {
      const record = await signIns.of(name).read();
      return record && { identity: name, person: record.person, since: record.signedInAt };
    });
    return (await Promise.all(read)).filter((signIn) => signIn !== undefined);
  }

  private sessions(): readonly SessionsAt[] {
    const { endpoints } = this.parts;
    return endpoints.open.map((workgroup) => {
      const state = endpoints.stateOf(workgroup);
      const count = state.kind === 'open' ? state.sessions.length : 0;
      return { workgroup, count, clients: endpoints.clients(workgroup) };
    });
  }
}
