import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Lease, staleAfterMs, type LeaseFolder, type Taken } from '../../../../src/core/tokens/lease.js';
import { noNotes, withAsked } from '../../../../src/core/tokens/renewalNotes.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { MemoryLeases } from '../../../fakes/memoryLeases.js';
import { settled } from './renewalStage.js';

const second = 1000;
const always = (): boolean => true;

/** Mostly hardly any time between two steps, at times that of a renewal, and at times that of a stall. */
const waitSeconds = fc.oneof(
  { weight: 25, arbitrary: fc.integer({ min: 0, max: 1 }) },
  { weight: 3, arbitrary: fc.integer({ min: 9, max: 12 }) },
  { weight: 1, arbitrary: fc.integer({ min: 29, max: 32 }) },
);

describe('the lease', () => {
  let clock: FakeClock;
  let folder: MemoryLeases;
  beforeEach(() => {
    clock = new FakeClock();
    folder = new MemoryLeases();
  });
  const window = () => new Lease(folder, clock);
  const pass = async (ms: number): Promise<void> => {
    for (let left = ms; left > 0; left -= second) {
      clock.advance(Math.min(second, left));
      await settled();
    }
  };

  it('is one window’s until it is released, and then the next one’s, with what was noted', async () => {
    const [first, second] = [window(), window()];
    const taken = await first.take(always);
    const meanwhile = await second.take(always);
    first.note(withAsked(noNotes, ['one']));
    await first.release();
    const known: unknown[] = [];
    const next = await second.take(({ asked }) => known.push(...asked) > 0);
    assert.deepEqual(
      [taken.kind, meanwhile.kind, next.kind, known, [...folder.texts.keys()], clock.waiting],
      ['held', 'busy', 'held', ['one'], [2], 1],
    );
  });

  it('is kept by renewing it, for as long as the work takes', async () => {
    const [first, other] = [window(), window()];
    const taken = await first.take(always);
    await pass(5 * 60 * second);
    const meanwhile = await other.take(always);
    assert.deepEqual([taken.kind === 'held' && taken.isHeld(), meanwhile.kind], [true, 'busy']);
  });

  it('is not taken where nothing is left to do', async () => {
    assert.deepEqual([await window().take(() => false), folder.texts.size], [{ kind: 'unneeded' }, 0]);
  });

  it('cannot be used where nothing can be written, and nothing fails over it', async () => {
    folder.isReadOnly = true;
    const lease = window();
    const taken = await lease.take(always);
    await lease.release();
    assert.deepEqual([taken.kind, clock.waiting], ['unusable', 0]);
  });

  it('is lost by who cannot renew it, before anybody else may take it', async () => {
    const lease = window();
    const taken = await lease.take(always);
    folder.isReadOnly = true;
    await pass(20 * second);
    const isHeld = taken.kind === 'held' && taken.isHeld();
    folder.isReadOnly = false;
    const meanwhile = await window().take(always);
    await pass(10 * second);
    assert.deepEqual([isHeld, meanwhile.kind, (await window().take(always)).kind], [false, 'busy', 'held']);
  });

  it('is not everlasting where the clock was set back', async () => {
    await window().take(always);
    clock.set(clock.now() - 3600 * second);
    assert.equal((await window().take(always)).kind, 'held');
  });

  it('is free half a minute after a text that cannot be read was first seen', async () => {
    folder.texts.set(7, '{');
    const lease = window();
    const first = await lease.take(always);
    await pass(staleAfterMs);
    assert.deepEqual(
      [first, (await lease.take(always)).kind],
      [{ kind: 'busy', waitMs: staleAfterMs }, 'held'],
    );
  });

  it('is not taken by who looked long ago, though the number that it makes is free again', async () => {
    const { promise: goOn, resolve } = Promise.withResolvers<undefined>();
    const slow = new Lease(
      stepping(folder, (step) => (step === 'create' ? goOn : Promise.resolve())),
      clock,
    );
    const late = slow.take(always);
    await settled();
    const first = window();
    await first.take(always);
    await first.release();
    const second = await window().take(always);
    resolve(undefined);
    assert.deepEqual(
      [(await late).kind, second.kind === 'held' && second.isHeld(), [...folder.texts.keys()]],
      ['busy', true, [2]],
    );
  });

  it('can be taken within half a minute wherever the program that held it was killed', async () => {
    const taken: string[] = [];
    for (let killedAt = 1; killedAt <= 8; killedAt += 1) {
      folder = new MemoryLeases();
      folder.texts.set(3, JSON.stringify({ v: 1, until: 0, notes: {} }));
      let left = killedAt;
      const mortal = stepping(folder, () =>
        (left -= 1) <= 0 ? new Promise(() => undefined) : Promise.resolve(),
      );
      const doomed = new Lease(mortal, clock);
      void doomed.take(always).then(() => doomed.release());
      await settled();
      const other = window();
      await other.take(() => false);
      clock.advance(staleAfterMs);
      await settled();
      taken.push((await other.take(always)).kind);
    }
    assert.deepEqual(
      taken,
      Array.from({ length: 8 }, () => 'held'),
    );
  });

  it('is never two windows’ at the same moment, however their steps and the time mix', async function () {
    this.timeout(20_000);
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(waitSeconds, { minLength: 300, maxLength: 300 }),
        async (scheduler, waits) => {
          const time = new FakeClock(1_000_000);
          const shared = new MemoryLeases();
          const windows = [1, 2, 3].map((number) => {
            const own = stepping(shared, (step) =>
              scheduler.schedule(Promise.resolve(), `${number} ${step}`),
            );
            return { lease: new Lease(own, time), taken: undefined as Taken | undefined, isBusy: false };
          });
          let held = 0;
          for (const [turn, wait] of waits.entries()) {
            for (const one of windows) {
              const holds = one.taken?.kind === 'held' && one.taken.isHeld();
              if (one.isBusy || (holds && turn % 5 > 0)) continue;
              one.isBusy = true;
              void (holds ? one.lease.release() : one.lease.take(always)).then((taken) => {
                one.taken = taken ?? undefined;
                one.isBusy = false;
              });
            }
            if (scheduler.count() > 0) await scheduler.waitNext(1);
            time.advance(wait * second);
            const holders = windows.filter(({ taken }) => taken?.kind === 'held' && taken.isHeld());
            held += holders.length;
            assert.ok(holders.length <= 1, `${holders.length} holders`);
          }
          fc.pre(held > 0);
        },
      ),
      { numRuns: 150 },
    );
  });
});

/** The folder as one window sees it: before each step it waits. */
function stepping(folder: LeaseFolder, before: (step: string) => Promise<unknown>): LeaseFolder {
  return {
    list: () => before('list').then(() => folder.list()),
    create: (number, text) => before('create').then(() => folder.create(number, text)),
    replace: (number, text) => before('replace').then(() => folder.replace(number, text)),
    remove: (number) => before('remove').then(() => folder.remove(number)),
  };
}
