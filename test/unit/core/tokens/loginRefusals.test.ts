import assert from 'node:assert/strict';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { LoginRefusal, LoginRefusals } from '../../../../src/core/tokens/loginRefusals.js';
import { Refusals } from '../../../../src/core/tokens/refusals.js';
import { tokenState } from '../../../../src/core/tokens/token.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeRef, madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a login that Redshift refuses', () => {
  let clock: FakeClock;
  let secrets: MemorySecrets;
  let log: CollectedLog;
  let held: HeldTokens;
  let refusals: Refusals;
  let logins: LoginRefusals;
  beforeEach(() => {
    clock = new FakeClock();
    secrets = new MemorySecrets();
    log = new CollectedLog();
    held = new HeldTokens(secrets, clock, log);
    refusals = new Refusals();
    logins = new LoginRefusals(held, refusals, log);
  });
  const state = (name: string): string => tokenState(held.tokenOf(madeRef(name)), clock.now(), 5).kind;

  it('ends the token for all its workgroups at once, and in the next window', async () => {
    const token = madeToken(['analytics', 'marketing'], clock.now());
    await held.keep(token);
    logins.tokenEnded(token);
    const atOnce = [state('analytics'), state('marketing')];
    await settled();
    const next = new HeldTokens(secrets, clock, log);
    await next.load();
    assert.deepEqual(
      { atOnce, next: tokenState(next.tokenOf(madeRef('analytics')), clock.now(), 5).kind, log: log.lines },
      { atOnce: ['expired', 'expired'], next: 'expired', log: [] },
    );
  });

  it('lets another token of one of its workgroups take its place', async () => {
    const token = madeToken(['analytics', 'marketing'], clock.now());
    await held.keep(token);
    logins.tokenEnded(token);
    await held.keep(madeToken(['analytics'], clock.now() - minute, { id: 'other' }));
    assert.deepEqual([state('analytics'), state('marketing')], ['valid', 'expired']);
  });

  it('leaves alone a token that was renewed or forgotten meanwhile', async () => {
    const old = madeToken(['analytics'], clock.now());
    await held.keep(old);
    clock.advance(minute);
    const renewed = madeToken(['analytics'], clock.now(), { id: 'renewed' });
    await held.keep(renewed);
    logins.tokenEnded(old);
    await settled();
    assert.deepEqual([held.current, [...secrets.records.keys()]], [[renewed], ['token/renewed']]);
  });

  it('leaves no record of a token that is forgotten while its end is stored', async () => {
    const token = madeToken(['analytics'], clock.now());
    await held.keep(token);
    const release = secrets.hold('set');
    logins.tokenEnded(token);
    await settled();
    await held.forgetAll();
    release();
    await settled();
    assert.deepEqual([held.current, [...secrets.records]], [[], []]);
  });

  it('ends the token in memory where that cannot be stored, and logs no value', async () => {
    const token = madeToken(['analytics'], clock.now());
    await held.keep(token);
    secrets.fail('set');
    logins.tokenEnded(token);
    await settled();
    assert.deepEqual([state('analytics'), log.lines.length], ['expired', 1]);
    assert.ok(!log.lines.join().includes(token.value), 'the log holds no value');
  });

  it('marks one workgroup alone where only that one does not take the token', async () => {
    const token = madeToken(['analytics', 'marketing'], clock.now());
    await held.keep(token);
    const reason = new LoginRefusal('Not for this one.', { kind: 'retry' });
    logins.workgroupRefused(madeRef('analytics'), reason);
    assert.deepEqual(
      [refusals.of(madeRef('analytics')), refusals.of(madeRef('marketing')), held.current],
      [reason, undefined, [token]],
    );
  });
});
