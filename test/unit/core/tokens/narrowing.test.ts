import assert from 'node:assert/strict';
import fc from 'fast-check';
import { UserError } from '../../../../src/core/base/userError.js';
import { maxCallsPerSet, narrow, type NarrowedSet } from '../../../../src/core/tokens/narrowing.js';
import { TokenRefusal, type RefusalScope } from '../../../../src/core/tokens/tokenRefusal.js';

const retry = { kind: 'retry' } as const;

/** Which bad members a refusal names, of those in the set asked for. */
const naming = {
  all: (bad: readonly string[]) => bad,
  first: (bad: readonly string[]) => bad.slice(0, 1),
  none: () => [],
} as const;

interface Situation {
  readonly names: readonly string[];
  readonly bad: ReadonlySet<string>;
  readonly naming: keyof typeof naming;
  /** At this call, counted from 1, something else stops the search. */
  readonly stop: { readonly atCall: number; readonly scope: RefusalScope } | undefined;
}

const situations: fc.Arbitrary<Situation> = fc
  .uniqueArray(fc.stringMatching(/^[a-z][a-z0-9-]{2,6}$/), { minLength: 1, maxLength: 20 })
  .chain((names) =>
    fc.record({
      names: fc.constant(names),
      bad: fc.subarray(names).map((bad) => new Set(bad)),
      naming: fc.constantFrom('all', 'first', 'none'),
      stop: fc.option(
        fc.record({
          atCall: fc.integer({ min: 1, max: 14 }),
          scope: fc.constantFrom<RefusalScope>({ kind: 'caller' }, { kind: 'moment' }),
        }),
        { nil: undefined },
      ),
    }),
  );

/** Narrows against an AWS that is as the situation says; its token is the names that it was given for. */
async function search(situation: Situation, mayNarrow: boolean) {
  const calls: (readonly string[])[] = [];
  const found = await narrow(
    situation.names,
    (asked) => {
      calls.push(asked);
      if (situation.stop?.atCall === calls.length)
        throw new TokenRefusal('stopped', retry, situation.stop.scope);
      const bad = asked.filter((name) => situation.bad.has(name));
      if (bad.length > 0) {
        const named = naming[situation.naming](bad);
        throw new TokenRefusal('refused', retry, { kind: 'workgroups', named });
      }
      return Promise.resolve([...asked]);
    },
    mayNarrow,
  );
  return { found, calls };
}

const placesOf = (name: string, { granted, refused, notTried }: NarrowedSet<unknown>): number =>
  Number(granted?.names.includes(name) === true) +
  Number(refused.has(name)) +
  Number(notTried.includes(name));

describe('narrowing', () => {
  it('puts every name in exactly one place, refuses no good one, and makes twelve calls at most', () =>
    fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { found, calls } = await search(situation, true);
        assert.deepEqual(
          situation.names.map((name) => placesOf(name, found)),
          situation.names.map(() => 1),
        );
        assert.deepEqual(
          [...found.refused.keys()].filter((name) => !situation.bad.has(name)),
          [],
        );
        assert.deepEqual(found.granted?.token, found.granted?.names);
        assert.ok(calls.length <= maxCallsPerSet, `${calls.length} calls`);
        if (found.notTried.length > 0) assert.ok(found.stoppedBy, 'what is not tried has a reason');
      }),
      { numRuns: 2000 },
    ));

  it('leaves nothing untried where every bad member is named and nothing stops the search', () =>
    fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { found, calls } = await search({ ...situation, naming: 'all', stop: undefined }, true);
        const good = situation.names.filter((name) => !situation.bad.has(name));
        assert.deepEqual(
          {
            granted: found.granted?.names,
            refused: [...found.refused.keys()],
            notTried: found.notTried,
            calls: calls.length,
          },
          {
            granted: good.length === 0 ? undefined : good,
            refused: situation.names.filter((name) => situation.bad.has(name)),
            notTried: [],
            calls: situation.bad.size === 0 || good.length === 0 ? 1 : 2,
          },
        );
      }),
    ));

  it('finds a single bad member that nobody names, among twenty', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `name-${index}`);
    for (const bad of names) {
      const { found, calls } = await search(
        { names, bad: new Set([bad]), naming: 'none', stop: undefined },
        true,
      );
      assert.deepEqual(
        { granted: found.granted?.token, refused: [...found.refused.keys()], notTried: found.notTried },
        { granted: names.filter((name) => name !== bad), refused: [bad], notTried: [] },
      );
      assert.ok(calls.length <= 7, `${calls.length} calls for ${bad}`);
    }
  });

  it('believes no refusal that names members it was not asked for', async () => {
    const found = await narrow(
      ['one', 'two'],
      (asked) => {
        if (asked.includes('two'))
          throw new TokenRefusal('refused', retry, { kind: 'workgroups', named: ['three'] });
        return Promise.resolve([...asked]);
      },
      true,
    );
    assert.deepEqual(
      { granted: found.granted?.token, refused: [...found.refused.keys()], notTried: found.notTried },
      { granted: ['one'], refused: ['two'], notTried: [] },
    );
  });

  it('makes one call, and takes its refusal for all, where nobody waits', () =>
    fc.assert(
      fc.asyncProperty(situations, async (situation) => {
        const { found, calls } = await search(situation, false);
        assert.equal(calls.length, 1);
        assert.equal(found.granted !== undefined, situation.bad.size === 0 && situation.stop?.atCall !== 1);
        assert.deepEqual(
          situation.names.map((name) => placesOf(name, found)),
          situation.names.map(() => 1),
        );
      }),
    ));

  it('keeps what was granted before something else that a person reads stopped it', async () => {
    const calls: (readonly string[])[] = [];
    const found = await narrow(
      ['one', 'two', 'three', 'four'],
      (asked) => {
        calls.push(asked);
        if (calls.length === 3) throw new UserError('The clock is wrong.', { kind: 'showLog' });
        if (asked.includes('three'))
          throw new TokenRefusal('refused', retry, { kind: 'workgroups', named: [] });
        return Promise.resolve([...asked]);
      },
      true,
    );
    const { granted, refused, notTried, stoppedBy } = found;
    assert.deepEqual(
      {
        calls,
        granted: granted?.token,
        refused: [...refused.keys()],
        notTried,
        said: stoppedBy?.message,
        action: stoppedBy?.action,
      },
      {
        calls: [['one', 'two', 'three', 'four'], ['one', 'two'], ['three']],
        granted: ['one', 'two'],
        refused: [],
        notTried: ['three', 'four'],
        said: 'The clock is wrong.',
        action: { kind: 'showLog' },
      },
    );
  });

  it('passes on what is no refusal', async () => {
    const failure = new Error('a fault of ours');
    await assert.rejects(
      narrow(['one', 'two'], () => Promise.reject(failure), true),
      failure,
    );
  });
});
