import { noRestrictions, type Restrictions } from '../../../../src/core/base/restrictions.js';
import type { UserError } from '../../../../src/core/base/userError.js';
import { KeptPasswords } from '../../../../src/core/connections/endpoint/keptPasswords.js';
import { LocalConnections } from '../../../../src/core/connections/endpoint/localConnections.js';
import { Sharing } from '../../../../src/core/connections/sharing/sharing.js';
import type { SharedSession } from '../../../../src/core/connections/sharing/sharedSession.js';
import { SharedWorkgroups } from '../../../../src/core/connections/sharing/sharedWorkgroups.js';
import type { Listing } from '../../../../src/core/sources/catalogue.js';
import { makeSource, type Source } from '../../../../src/core/sources/source.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { madeRef, madeToken } from '../../../fakes/madeToken.js';
import { Computer } from './endpointWindow.js';

export const analytics = madeRef('analytics');
export const marketing = madeRef('marketing');
export const { signal } = new AbortController();

/** One window of a person who shares connections with other extensions. */
export class SharingStage {
  readonly window: ReturnType<Computer['window']>;
  readonly sharing: Sharing;
  /** What was announced: the names of the workgroups, and how. */
  readonly announced: string[] = [];
  /** For which workgroups a token was asked. */
  readonly asked: string[] = [];
  readonly listed: string[] = [];
  refusal: UserError | undefined;
  sources: readonly Source[] = [makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1')];
  /** What a source has once it is listed. */
  workgroups: Readonly<Record<string, Listing>> = {};
  private readonly listings = new Map<string, Listing>();
  private issued = 0;

  constructor(
    readonly computer = new Computer(),
    restrictions: Restrictions = noRestrictions,
    tokensRead: () => Promise<void> = () => this.window.held.load(),
  ) {
    computer.restrictions = restrictions;
    this.window = computer.window();
    const { records, handOuts, endpoints, held } = this.window;
    const { clock, log } = computer;
    const file = {
      path: '/run/passwords',
      read: () => Promise.resolve(undefined),
      write: () => Promise.resolve(),
      remove: () => Promise.resolve(),
    };
    const connections = new LocalConnections(
      endpoints,
      records,
      handOuts,
      { databaseOf: () => Promise.resolve('sales') },
      new KeptPasswords(file, endpoints, handOuts, log),
      { get: (refs) => this.getTokens(refs) },
    );
    const listing = (id: string): Listing => this.listings.get(id) ?? { kind: 'unlisted', workgroups: [] };
    const workgroups = new SharedWorkgroups(
      { read: () => Promise.resolve({ sources: this.sources }) as never },
      {
        listing,
        workgroups: ({ id }) => listing(id).workgroups,
        list: ({ id }) => {
          this.listed.push(id);
          this.listings.set(id, this.workgroups[id] ?? { kind: 'listed', workgroups: [] });
          return Promise.resolve();
        },
      },
      held,
    );
    this.sharing = new Sharing({
      records,
      endpoints,
      connections,
      workgroups,
      held,
      tokensRead,
      clock,
      log,
      restrictions,
    });
    for (const onDidChange of [held.onDidChange, handOuts.onDidChange, endpoints.onDidChange])
      onDidChange(() => this.sharing.check());
    this.sharing.onDidChange((changes) => {
      for (const [how, sessions] of Object.entries(changes))
        for (const { account } of sessions as readonly SharedSession[])
          this.announced.push(`${how} ${account.id.split('/').at(-1) ?? ''}`);
    });
  }

  /** A token that is issued now. */
  async hold(ref: WorkgroupRef): Promise<void> {
    this.issued += 1;
    const { name } = ref;
    const token = madeToken([name], this.computer.clock.now(), { id: `${name}-${this.issued}` });
    await this.window.held.keep(token);
  }

  private async getTokens(refs: readonly WorkgroupRef[]) {
    this.asked.push(...refs.map(({ name }) => name));
    const { refusal } = this;
    if (refusal !== undefined)
      return {
        granted: [],
        refused: refs.map((workgroup) => ({ workgroup, reason: refusal })),
        notTried: [],
      };
    for (const ref of refs) await this.hold(ref);
    return { granted: refs, refused: [], notTried: [] };
  }
}
