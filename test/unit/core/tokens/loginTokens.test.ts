import assert from 'node:assert/strict';
import { Cancelled, UserError } from '../../../../src/core/base/userError.js';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { LoginTokens } from '../../../../src/core/tokens/loginTokens.js';
import type { TokenOutcome } from '../../../../src/core/tokens/tokenOutcome.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeRef, madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const analytics = madeRef('analytics');
const granted: TokenOutcome = { granted: [analytics], refused: [], notTried: [] };
const refusal = new UserError('The sign-in of Acme has ended.', { kind: 'signInIdentity', identity: 'Acme' });
const refused: TokenOutcome = {
  granted: [],
  refused: [{ workgroup: analytics, reason: refusal }],
  notTried: [],
};

describe('the token of a login', () => {
  const { signal } = new AbortController();
  let clock: FakeClock;
  let held: HeldTokens;
  let asked: unknown[];
  /** What asking for one comes to. */
  let answer: () => Promise<TokenOutcome>;
  let logins: LoginTokens;
  beforeEach(() => {
    clock = new FakeClock();
    held = new HeldTokens(new MemorySecrets(), clock, new CollectedLog());
    asked = [];
    answer = () => Promise.resolve(granted);
    const service = {
      get: (...asking: unknown[]) => {
        asked.push(asking);
        return answer();
      },
    };
    logins = new LoginTokens(service, held, clock);
  });
  const login = async (): Promise<string> => (await logins.tokenFor(analytics, signal)).id;
  const keep = (id: string): Promise<void> => held.keep(madeToken(['analytics'], clock.now(), { id }));

  it('is the held one; nobody insists on what was refused before', async () => {
    await keep('first');
    assert.deepEqual([await login(), asked], ['first', [[[analytics], signal]]]);
  });

  it('is the one that was got just now', async () => {
    await keep('first');
    clock.advance(58 * minute);
    answer = async () => {
      await keep('second');
      return granted;
    };
    assert.equal(await login(), 'second');
  });

  it('is the held one to its last millisecond where no new one can be had, and then none', async () => {
    await keep('first');
    answer = () => Promise.resolve(refused);
    clock.advance(60 * minute - 1);
    const last = await login();
    clock.advance(1);
    await assert.rejects(login(), refusal);
    assert.equal(last, 'first');
  });

  it('is none where there never was one: the sentence is that of the refusal', () => {
    answer = () => Promise.resolve(refused);
    return assert.rejects(login(), refusal);
  });

  it('is none where it was forgotten while the login waited for it', () =>
    assert.rejects(login(), { message: 'AWS gave no token for analytics. Get one, then connect again.' }));

  it('is none of another workgroup', async () => {
    await held.keep(madeToken(['marketing'], clock.now()));
    await assert.rejects(login(), UserError);
  });

  it('is not waited for by who has cancelled', () => {
    answer = () => Promise.reject(new Cancelled());
    return assert.rejects(login(), Cancelled);
  });
});
