import assert from 'node:assert/strict';
import { noRestrictions, type Restrictions } from '../../../../src/core/base/restrictions.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import type { WorkgroupRef } from '../../../../src/core/sources/workgroup.js';
import { ForbiddenTokens } from '../../../../src/core/tokens/forbiddenTokens.js';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { tokenRecord, type Token } from '../../../../src/core/tokens/token.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeToken } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const [own, other] = ['123456789012', '210987654321'];
const sources = [
  makeSource({ kind: 'profile', name: 'me@work' }, 'us-east-1'),
  makeSource({ kind: 'profile', name: 'me@work' }, 'eu-west-1', { kind: 'identity', name: 'company' }),
  makeSource({ kind: 'identity', name: 'company' }, 'us-east-1'),
];
const [usual, signedIn, browsed] = sources.map(({ id }) => id);
const said = (count: number): string =>
  `Managed by your organisation: ${count} stored tokens are forgotten; their accounts, regions or issuers are not allowed.`;

describe('tokens that earlier windows have stored', () => {
  const clock = new FakeClock();
  let secrets: MemorySecrets;
  let log: CollectedLog;
  let finds: number;

  const store = (id: string, accountId: string, ref: Omit<WorkgroupRef, 'name'>): void => {
    const token: Token = {
      ...madeToken([id], clock.now(), { id }),
      identity: { accountId, principal: undefined },
      workgroups: [{ ...ref, name: id }],
    };
    secrets.records.set(`token/${id}`, tokenRecord(token));
  };
  beforeEach(() => {
    secrets = new MemorySecrets();
    log = new CollectedLog();
    finds = 0;
    const arn = (account: string) => `arn:aws:redshift-serverless:us-east-1:${account}:workgroup/w-1`;
    store('usual', own, { sourceId: usual!, arn: arn(own) });
    store('caller elsewhere', other, { sourceId: usual!, arn: 'given:named' });
    store('workgroup elsewhere', own, { sourceId: usual!, arn: arn(other) });
    store('caller unknown', '', { sourceId: usual!, arn: 'given:unknown' });
    store('other region', own, { sourceId: signedIn!, arn: 'given:europe' });
    store('of identity', own, { sourceId: browsed!, arn: 'given:identity' });
  });

  /** What the next window holds, announces and leaves stored. */
  const next = async (restrictions: Partial<Restrictions>, identities: readonly string[] = []) => {
    const finder = {
      find: (id: string) => {
        finds += 1;
        return Promise.resolve(sources.find((source) => source.id === id));
      },
    };
    const forbidden = new ForbiddenTokens(
      { ...noRestrictions, ...restrictions },
      finder,
      Promise.resolve(new Set(identities)),
    );
    const held = new HeldTokens(secrets, clock, log, (token) => forbidden.has(token));
    const announced = new Set<string>();
    held.onDidChange(() => held.current.forEach(({ id }) => announced.add(id)));
    await held.load();
    return {
      held: held.current.map(({ id }) => id).sort(),
      announced: [...announced].sort(),
      stored: [...secrets.records.keys()].map((key) => key.slice('token/'.length)).sort(),
      lines: log.lines,
    };
  };
  const only = (ids: readonly string[], lines: readonly string[]) => ({
    held: ids,
    announced: ids,
    stored: ids,
    lines,
  });
  const all = [
    'caller elsewhere',
    'caller unknown',
    'of identity',
    'other region',
    'usual',
    'workgroup elsewhere',
  ];
  const inUsualRegion = all.filter((id) => id !== 'other region');

  it('are all there, and no source is looked for, where nothing is restricted', async () =>
    assert.deepEqual([await next({}), finds], [only(all, []), 0]));

  it('are forgotten where the account of the caller or of a workgroup is not allowed, or nobody can tell it', async () =>
    assert.deepEqual(
      await next({ allowedAccounts: [own] }),
      only(['of identity', 'other region', 'usual'], [said(3)]),
    ));

  it('are forgotten where their region is not allowed', async () =>
    assert.deepEqual(await next({ allowedRegions: ['us-east-1'] }), only(inUsualRegion, [said(1)])));

  it('are forgotten where they were got with an identity whose sign-in is forgotten', async () =>
    assert.deepEqual(
      await next({}, ['company']),
      only(['caller elsewhere', 'caller unknown', 'usual', 'workgroup elsewhere'], [said(2)]),
    ));

  it('are not held where the keyring will not delete them, and are forgotten at the next start', async () => {
    secrets.fail('delete');
    const first = await next({ allowedRegions: ['us-east-1'] });
    secrets.mend();
    const second = await next({ allowedRegions: ['us-east-1'] });
    assert.deepEqual(
      [first.held, first.stored, second.held, second.stored],
      [inUsualRegion, all, inUsualRegion, inUsualRegion],
    );
  });
});
