import { spawn, type ChildProcess } from 'node:child_process';
import { repository } from '../host/paths.js';
import { endGroup, hasGroups } from '../host/processGroup.js';
import { exitOnSignals } from '../host/signals.js';

const running = new Set<ChildProcess>();

process.on('exit', () => {
  for (const { pid } of running) if (pid !== undefined) endGroup(pid, 'SIGTERM');
});
exitOnSignals();

/** How a script runs. */
interface ScriptOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Gets what it prints, line by line, instead of the terminal. */
  readonly onLine?: (line: string) => void;
}

/** Runs a script of package.json to its end and says whether it went well. */
export function runScript(name: string, { env, onLine }: ScriptOptions = {}): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn('npm', ['run', '--silent', name], {
      cwd: repository,
      env: { ...process.env, ...env },
      // On Windows npm is a command file, which only a shell starts.
      shell: process.platform === 'win32',
      // npm and its shell do not pass a signal on to what they run.
      detached: hasGroups,
      stdio: ['ignore', onLine === undefined ? 'inherit' : 'pipe', onLine === undefined ? 'inherit' : 'pipe'],
    });
    running.add(child);
    const done = (isOk: boolean): void => {
      running.delete(child);
      resolve(isOk);
    };
    child.once('error', (error) => {
      console.error(`npm run ${name}: ${error.message}`);
      done(false);
    });
    child.once('close', (code) => done(code === 0));
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        for (const line of text.trimEnd().split('\n')) onLine?.(line);
      });
    }
  });
}
