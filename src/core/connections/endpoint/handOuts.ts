import type { Clock } from '../../base/clock.js';
import type { Event } from '../../base/emitter.js';
import type { WorkgroupRef } from '../../sources/workgroup.js';
import type { EndpointRecord } from './endpointRecord.js';
import type { EndpointRecords } from './endpointRecords.js';
import { madePassword, madeUser, type HandOut } from './handOut.js';

/** Gives out, revokes and replaces what opens the local endpoints: the one place that does. */
export class HandOuts {
  readonly onDidChange: Event<undefined>;

  constructor(
    private readonly records: EndpointRecords,
    private readonly clock: Clock,
  ) {
    this.onDidChange = records.onDidChange;
  }

  /** As far as they are read by now. */
  of(ref: WorkgroupRef): readonly HandOut[] {
    return this.records.of(ref)?.handOuts ?? [];
  }

  /** All that are read by now; of each workgroup at least one. */
  all(): readonly EndpointRecord[] {
    return this.records.current.filter(({ handOuts }) => handOuts.length > 0);
  }

  passwordOf(ref: WorkgroupRef, user: string): string | undefined {
    return this.of(ref).find((handOut) => handOut.user === user)?.password;
  }

  /** One more for this client: its own user name and password. */
  make(ref: WorkgroupRef, client: string): Promise<HandOut> {
    return this.add(ref, client, () => undefined);
  }

  /** The client's own, so that what a person saved before stays right; made where it has none. */
  forClient(ref: WorkgroupRef, client: string): Promise<HandOut> {
    return this.add(ref, client, ({ handOuts }) => handOuts.find((held) => held.client === client));
  }

  /** From now on the user is unknown. Its sessions are the endpoint's to end. */
  async revoke(ref: WorkgroupRef, user: string): Promise<void> {
    await this.records.change(ref, (record) => {
      const handOuts = record.handOuts.filter((held) => held.user !== user);
      return handOuts.length === record.handOuts.length ? record : { ...record, handOuts };
    });
  }

  /**
   * Replaces every password, for who knows the old ones may not be a client: the users stay.
   *
   * @param shown those that may be known; else all. Where none of them is left, another window has replaced them
   * @returns whether any was replaced
   */
  async burn(ref: WorkgroupRef, shown?: readonly HandOut[]): Promise<boolean> {
    const passwords = shown && new Set(shown.map(({ password }) => password));
    let hasBurnt = false;
    await this.records.change(ref, (record) => {
      hasBurnt = record.handOuts.some(({ password }) => passwords?.has(password) ?? true);
      if (!hasBurnt) return record;
      return {
        ...record,
        handOuts: record.handOuts.map((held) => ({ ...held, password: madePassword() })),
      };
    });
    return hasBurnt;
  }

  private async add(
    ref: WorkgroupRef,
    client: string,
    find: (record: EndpointRecord) => HandOut | undefined,
  ): Promise<HandOut> {
    let given: HandOut = { user: '', password: madePassword(), client, madeAt: this.clock.now() };
    await this.records.change(ref, (record) => {
      const held = find(record);
      const user = madeUser(client, new Set(record.handOuts.map((other) => other.user)));
      given = held ?? { ...given, user };
      return held === undefined ? { ...record, handOuts: [...record.handOuts, given] } : record;
    });
    return given;
  }
}
