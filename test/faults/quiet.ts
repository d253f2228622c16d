import { setImmediate, setTimeout } from 'node:timers/promises';

/** Turns of the event loop that must pass with nothing under way: what one step starts, the next may follow. */
const quietTurns = 4;
const limitMs = 10_000;

/** Waits until nothing is under way: no file is read, no connection opened, and no request waits for its answer. */
export async function untilQuiet(isBusy: () => boolean): Promise<void> {
  const end = performance.now() + limitMs;
  for (let quiet = 0; quiet < quietTurns;) {
    if (performance.now() > end) throw new Error('Something is under way that does not come to its end.');
    await setImmediate();
    const isReading = process
      .getActiveResourcesInfo()
      .some((name) =>
        /^(FSReq|FileHandle|TCPConnect|GetAddrInfo|PipeConnect|WriteWrap|ShutdownWrap)/.test(name),
      );
    quiet = isReading || isBusy() ? 0 : quiet + 1;
    if (isReading || isBusy()) await setTimeout(1);
  }
}
