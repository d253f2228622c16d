import assert from 'node:assert/strict';
import fc from 'fast-check';
import { HeldTokens } from '../../../../src/core/tokens/heldTokens.js';
import { parseTokenRecord, tokenRecord, type Token } from '../../../../src/core/tokens/token.js';
import { TokenIndex } from '../../../../src/core/tokens/tokenIndex.js';
import { CollectedLog } from '../../../fakes/collectedLog.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { madeRef, madeToken, minute } from '../../../fakes/madeToken.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
const names = ['analytics', 'marketing', 'finance'] as const;
const sets = fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 });
const start = Date.UTC(2026, 0, 1);

/** Tokens of which many end together, each with an id of its own. */
const tokens = fc
  .array(fc.record({ of: sets, issuedAt: fc.nat(3), lifeMs: fc.integer({ min: 1, max: 3 }) }), {
    maxLength: 8,
  })
  .map((list) =>
    list.map(({ of, issuedAt, lifeMs }, at) => madeToken(of, start + issuedAt, { lifeMs, id: String(at) })),
  );

describe('any record of a token', () => {
  it('is a token or nothing, whatever it holds', () => {
    const odd = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record(
          {
            v: fc.constantFrom(1, 2, '1'),
            id: fc.anything(),
            identity: fc.oneof(fc.anything(), fc.record({ accountId: fc.anything() })),
            workgroups: fc.oneof(fc.anything(), fc.array(fc.anything())),
            value: fc.anything(),
            issuedAt: fc.oneof(fc.nat(), fc.anything()),
            expiresAt: fc.oneof(fc.nat(), fc.anything()),
          },
          { requiredKeys: ['v'] },
        )
        .map((fields) =>
          JSON.stringify(fields, (_, value: unknown) => (typeof value === 'bigint' ? 0 : value)),
        ),
    );
    fc.assert(
      fc.property(odd, (text) => {
        const token = parseTokenRecord(text);
        assert.ok(token === undefined || token.expiresAt > token.issuedAt);
      }),
    );
  });

  it('is read as it was written, also with fields that are not known', () => {
    fc.assert(
      fc.property(
        tokens,
        fc.dictionary(
          fc.string().map((name) => `x${name}`),
          fc.jsonValue(),
        ),
        (list, extra) => {
          for (const token of list) {
            const written = { ...(JSON.parse(tokenRecord(token)) as object), ...extra };
            assert.deepEqual(parseTokenRecord(JSON.stringify(written)), token);
          }
        },
      ),
    );
  });
});

describe('the current token of any workgroup', () => {
  const isBefore = (left: Token, right: Token): boolean =>
    left.expiresAt < right.expiresAt ||
    (left.expiresAt === right.expiresAt &&
      (left.issuedAt < right.issuedAt || (left.issuedAt === right.issuedAt && left.id < right.id)));

  it('is the one that covers it and ends last, in whatever order they came', () => {
    const inAnyOrder = tokens.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray([...list], { minLength: list.length })),
    );
    fc.assert(
      fc.property(inAnyOrder, ([list, shuffled]) => {
        const index = TokenIndex.of(shuffled);
        for (const name of names) {
          const covering = list.filter(({ workgroups }) => workgroups.some((ref) => ref.name === name));
          const last = covering.find((token) => !covering.some((other) => isBefore(token, other)));
          assert.equal(index.tokenOf(madeRef(name)), last);
        }
      }),
    );
  });
});

type Step =
  | { readonly kind: 'keep'; readonly window: number; readonly of: readonly string[]; readonly at: number }
  | {
      readonly kind: 'forget' | 'forgetAll' | 'end' | 'load';
      readonly window: number;
      readonly which: number;
    }
  | { readonly kind: 'wait' };

const windowOf = fc.nat(2);
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('keep' as const), window: windowOf, of: sets, at: fc.nat(3) }),
    fc.record({
      kind: fc.constantFrom('forget' as const, 'forgetAll' as const, 'end' as const, 'load' as const),
      window: windowOf,
      which: fc.nat(3),
    }),
    fc.constant({ kind: 'wait' as const }),
  ),
  { maxLength: 12 },
);

/** A storage whose calls each take a random while, though in each window the news come in order. */
class SlowSecrets extends MemorySecrets {
  constructor(private readonly scheduler: fc.Scheduler) {
    super();
  }

  override keys(): Promise<readonly string[]> {
    return this.slowly('keys', () => super.keys());
  }

  override get(key: string): Promise<string | undefined> {
    return this.slowly(`get ${key}`, () => super.get(key));
  }

  override set(key: string, value: string): Promise<void> {
    return this.slowly(`set ${key}`, () => super.set(key, value));
  }

  override delete(key: string): Promise<void> {
    return this.slowly(`delete ${key}`, () => super.delete(key));
  }

  private async slowly<T>(name: string, call: () => Promise<T>): Promise<T> {
    await this.scheduler.schedule(Promise.resolve(), `${name} begins`);
    const answer = await call();
    await this.scheduler.schedule(Promise.resolve(), `${name} ends`);
    return answer;
  }
}

describe('whatever three windows do to tokens at the same time', () => {
  it('they agree in the end, and each stored record is of a token that is held', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), steps, async (scheduler, list) => {
        const clock = new FakeClock(start + minute);
        const secrets = new SlowSecrets(scheduler);
        const windows = [0, 1, 2].map(() => {
          const held = new HeldTokens(secrets, clock, new CollectedLog());
          secrets.onDidChange((key) => void held.reread(key));
          return held;
        });
        const work: Promise<unknown>[] = [];
        for (const [at, step] of list.entries()) {
          if (step.kind === 'wait') {
            await scheduler.waitIdle();
            continue;
          }
          const held = windows[step.window] ?? assert.fail('There is no such window.');
          if (step.kind === 'keep') {
            work.push(held.keep(madeToken(step.of, start + step.at, { id: String(at) })));
            continue;
          }
          const token = held.current[step.which];
          if (step.kind === 'load') work.push(held.load());
          else if (step.kind === 'forgetAll') work.push(held.forgetAll());
          else if (token !== undefined && step.kind === 'forget') work.push(held.forget([token]));
          else if (token !== undefined) work.push(held.end(token));
        }
        // Cancelled is what a token that was being stored meets where all is forgotten.
        const settled = Promise.allSettled(work);
        await scheduler.waitFor(settled);
        await scheduler.waitIdle();
        await turn();
        const seen = windows.map(({ current }) =>
          current.map(({ id, expiresAt }) => `${id} until ${String(expiresAt)}`).sort(),
        );
        const keys = [...secrets.records.keys()].sort();
        assert.deepEqual(seen[1], seen[0]);
        assert.deepEqual(seen[2], seen[0]);
        assert.deepEqual(keys, (windows[0]?.current ?? []).map(({ id }) => `token/${id}`).sort());
      }),
      { numRuns: 500 },
    );
  });
});
