import Mocha from 'mocha';
import { format } from 'node:util';
import { files } from 'virtual:integration-tests';
import CountingReporter from '../countingReporter.cjs';

/** Called by VS Code inside the extension host, in the same way by each of its kinds. */
export async function run(): Promise<void> {
  markLines(process.env['TEST_LINE_MARK']);
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, color: false, reporter: CountingReporter });
  for (const [name, load] of files) {
    mocha.suite.emit('pre-require', globalThis, name, mocha);
    load();
  }
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} tests failed.`);
}

/** Where a window's own lines arrive among ours, the runner tells them apart by a mark. */
function markLines(mark: string | undefined): void {
  if (mark === undefined) return;
  const print = console.log.bind(console);
  const marked = (...args: unknown[]): void => print(mark + format(...args));
  // The extension host ignores an assignment.
  Object.defineProperty(console, 'log', { value: marked });
  Mocha.reporters.Base.consoleLog = marked;
}
