import assert from 'node:assert/strict';
import { ClipboardGuard } from '../../../../src/core/connections/clipboardGuard.js';
import { FakeClipboard } from '../../../fakes/fakeClipboard.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { FakeFocus } from '../../../fakes/fakeFocus.js';

const second = 1000;
const secret = 'secret-of-a-token==';

describe('the clipboard guard', () => {
  let clipboard: FakeClipboard;
  let clock: FakeClock;
  let focus: FakeFocus;
  let clearAfterSeconds: number;
  let guard: ClipboardGuard;
  beforeEach(() => {
    clipboard = new FakeClipboard();
    clock = new FakeClock();
    focus = new FakeFocus();
    clearAfterSeconds = 60;
    guard = new ClipboardGuard(clipboard, focus, clock, () => clearAfterSeconds);
  });
  /** Hashing runs beside the program, in its own time: what is under way is waited for. */
  const hashing = new Set<Promise<unknown>>();
  const digest = crypto.subtle.digest.bind(crypto.subtle);
  before(() => {
    crypto.subtle.digest = (...asked) => {
      const answer = digest(...asked);
      hashing.add(answer);
      return answer.finally(() => hashing.delete(answer));
    };
  });
  after(() => {
    crypto.subtle.digest = digest;
  });
  const settled = async (): Promise<void> => {
    do {
      await Promise.all(hashing);
      await new Promise((resolve) => setImmediate(resolve));
    } while (hashing.size > 0);
  };
  const pass = async (seconds: number): Promise<void> => {
    clock.advance(seconds * second);
    await settled();
  };

  it('empties the clipboard after the set time where it still holds what was copied', async () => {
    const seconds = await guard.copy(secret);
    await pass(59);
    const before = clipboard.text;
    await pass(1);
    assert.deepEqual(
      { seconds, before, after: clipboard.text, waiting: clock.waiting },
      { seconds: 60, before: secret, after: '', waiting: 0 },
    );
  });

  it('leaves what somebody else has copied since', async () => {
    await guard.copy(secret);
    clipboard.text = 'mine';
    await pass(60);
    assert.equal(clipboard.text, 'mine');
  });

  it('counts from the last copy', async () => {
    await guard.copy(secret);
    await pass(40);
    await guard.copy('another secret');
    await pass(40);
    const before = clipboard.text;
    await pass(20);
    assert.deepEqual({ before, after: clipboard.text }, { before: 'another secret', after: '' });
  });

  it('waits for the window to have focus before it looks', async () => {
    await guard.copy(secret);
    focus.leave();
    await pass(600);
    const before = { text: clipboard.text, reads: clipboard.reads };
    focus.enter();
    await settled();
    focus.enter();
    await settled();
    assert.deepEqual(
      { before, after: clipboard.text, reads: clipboard.reads },
      { before: { text: secret, reads: 0 }, after: '', reads: 1 },
    );
  });

  it('gives up a read that never settles, and writes nothing', async () => {
    await guard.copy(secret);
    clipboard.reading = () => new Promise<string>(() => undefined);
    const emptying = guard.emptyIfOurs();
    clock.advance(second);
    await emptying;
    assert.deepEqual({ text: clipboard.text, waiting: clock.waiting }, { text: secret, waiting: 0 });
  });

  it('gives up a read that fails', async () => {
    await guard.copy(secret);
    clipboard.reading = () => Promise.reject(new Error('not now'));
    await guard.emptyIfOurs();
    assert.equal(clipboard.text, secret);
  });

  const failures: Readonly<Record<string, () => Promise<string>>> = {
    failed: () => Promise.reject(new Error('not now')),
    'never settled': () => new Promise<string>(() => undefined),
  };
  for (const [how, reading] of Object.entries(failures)) {
    it(`looks again when the window next has focus after a read that ${how}, and then no more`, async () => {
      await guard.copy(secret);
      clipboard.reading = reading;
      await pass(60);
      await pass(1);
      clipboard.reading = undefined;
      const before = { text: clipboard.text, reads: clipboard.reads };
      focus.enter();
      await settled();
      focus.enter();
      await settled();
      assert.deepEqual(
        { before, after: clipboard.text, reads: clipboard.reads },
        { before: { text: secret, reads: 1 }, after: '', reads: 2 },
      );
    });
  }

  it('gives what was copied during a read that fails its whole time', async () => {
    await guard.copy(secret);
    clipboard.reading = () => new Promise<string>(() => undefined);
    const emptying = guard.emptyIfOurs();
    clipboard.reading = undefined;
    await guard.copy('another secret');
    await pass(1);
    await emptying;
    focus.enter();
    await settled();
    const early = clipboard.text;
    await pass(59);
    assert.deepEqual({ early, after: clipboard.text }, { early: 'another secret', after: '' });
  });

  it('empties at once when told to, and only once', async () => {
    await guard.copy(secret);
    await guard.emptyIfOurs();
    const text = clipboard.text;
    clipboard.text = secret;
    await pass(600);
    assert.deepEqual({ text, later: clipboard.text }, { text: '', later: secret });
  });

  it('never looks where nothing was copied', async () => {
    await guard.emptyIfOurs();
    assert.deepEqual(
      { reads: clipboard.reads, text: clipboard.text },
      { reads: 0, text: 'copied by somebody else' },
    );
  });

  it('never looks where the clipboard cannot be read, and says that it will not be emptied', async () => {
    clipboard.canRead = false;
    const seconds = await guard.copy(secret);
    await pass(600);
    await guard.emptyIfOurs();
    assert.deepEqual(
      { seconds, canEmpty: guard.canEmpty, reads: clipboard.reads, text: clipboard.text },
      { seconds: undefined, canEmpty: false, reads: 0, text: secret },
    );
  });

  it('never empties by itself where the setting is 0, but does when told to', async () => {
    clearAfterSeconds = 0;
    const seconds = await guard.copy(secret);
    await pass(3600);
    const before = clipboard.text;
    await guard.emptyIfOurs();
    assert.deepEqual(
      { seconds, before, after: clipboard.text },
      { seconds: undefined, before: secret, after: '' },
    );
  });

  it('keeps no copy of the secret', async () => {
    await guard.copy(secret);
    clipboard.text = '';
    assert.ok(!JSON.stringify(Object.values(guard)).includes(secret));
  });
});
