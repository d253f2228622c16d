import { noRestrictions, type Restrictions } from '../../../../src/core/base/restrictions.js';
import { UserError } from '../../../../src/core/base/userError.js';
import { EndpointRecords } from '../../../../src/core/connections/endpoint/endpointRecords.js';
import { Endpoints } from '../../../../src/core/connections/endpoint/endpoints.js';
import { HandOuts } from '../../../../src/core/connections/endpoint/handOuts.js';
import { Upstreams } from '../../../../src/core/connections/endpoint/upstreams.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import type { Workgroup, WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { LoginRefusals } from '../../../../src/core/tokens/loginRefusals.js';
import { Refusals } from '../../../../src/core/tokens/refusals.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { FakeOpener } from '../../../fakes/fakeOpener.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

/** What outlives a window: the secrets, the time, and who listens on the ports of the computer. */
export class Computer {
  readonly secrets = new MemorySecrets();
  readonly clock = new FakeClock();
  readonly opener = new FakeOpener();
  readonly log = new CollectedLog();
  readonly said: (readonly [workgroup: string, error: UserError])[] = [];
  /** What a source's person has set. */
  connectTo = new Map<string, { host: string; port: number }>();
  restrictions: Restrictions = noRestrictions;
  endpoint: Workgroup['endpoint'] = { host: 'analytics.example.com', port: 5439 };
  known: Pick<Workgroup, 'isPublic' | 'hasEnhancedVpcRouting'> | undefined;
  /** Thrown where a login wants a token. */
  noToken: Error | undefined;

  /** The endpoints of one window, connected as the extension connects them. */
  window() {
    const { secrets, clock, log, opener, restrictions } = this;
    const records = new EndpointRecords(secrets, log);
    const handOuts = new HandOuts(records, clock);
    const held = new HeldTokens(secrets, clock, log);
    const refusals = new Refusals();
    const announcer = {
      say: ({ name }: WorkgroupRef, error: UserError) => void this.said.push([name, error]),
    };
    const upstreams = new Upstreams(
      { tokenFor: (ref) => (this.noToken === undefined ? tokenOf(held, ref) : Promise.reject(this.noToken)) },
      {
        endpointOf: () => Promise.resolve(this.endpoint),
        databaseOf: () => Promise.resolve('sales'),
        known: () => this.known,
      },
      {
        find: () =>
          Promise.resolve(
            makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1', undefined, [], this.connectTo),
          ),
      },
      new LoginRefusals(held, refusals, log),
      announcer,
      clock,
    );
    const endpoints = new Endpoints(
      { opener, records, handOuts, upstreams, log, clock },
      announcer,
      restrictions,
    );
    return { records, handOuts, held, refusals, endpoints };
  }
}

function tokenOf(held: HeldTokens, ref: WorkgroupRef) {
  const token = held.tokenOf(ref);
  if (token === undefined) throw new UserError('Nobody got one.', { kind: 'retry' });
  return Promise.resolve(token);
}

/** The sentence and the action of what is thrown. */
export async function saidBy(work: Promise<unknown>): Promise<readonly [string, string]> {
  const error: unknown = await work.then(
    () => new Error('Nothing was thrown.'),
    (thrown: unknown) => thrown,
  );
  return error instanceof UserError ? [error.message, error.action.kind] : [String(error), 'none'];
}

/** Time for what is under way: nothing of it waits for anything real. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Digests of records are made beside the program, in their own time. */
export async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await settled();
}
