import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { Readable, Writable } from 'node:stream';
import { endGroup, hasGroups } from './processGroup.js';
import { exitOnSignals } from './signals.js';

const endWithParent = new URL('./endWithParent.mjs', import.meta.url);
const owned = new Set<OwnedProcess>();

process.on('exit', () => {
  for (const child of owned) child.kill();
});
exitOnSignals();

interface Options {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Gets what it prints, as it comes. */
  readonly onOutput?: (text: string) => void;
}

/** A Node process that is ended, with all it started, when it is stopped or when this process ends in any way. */
export class OwnedProcess {
  /** All it printed so far, both streams. */
  output = '';
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exited: Promise<number>;

  /** Starts `node ...args`. */
  constructor(node: string, args: readonly string[], { onOutput, ...options }: Options = {}) {
    this.#child = spawn(node, [`--import=${endWithParent.href}`, ...args], {
      ...options,
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, so that one signal reaches all it started and nothing else.
      detached: hasGroups,
    });
    owned.add(this);
    this.#exited = new Promise((resolve) => {
      this.#child.once('error', (error) => {
        this.output += `${error.message}\n`;
        owned.delete(this);
        resolve(-1);
      });
      this.#child.once('exit', (code) => {
        // What it started may still run, so its group is ended too.
        this.kill();
        resolve(code ?? -1);
      });
    });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
        onOutput?.(text);
      });
    }
  }

  /** Settles with the exit code. */
  get exited(): Promise<number> {
    return this.#exited;
  }

  /** Waits until a line with this text was printed; throws with the output if it ends or takes too long. */
  async printed(text: string, timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (!this.output.includes(text)) {
      if (!owned.has(this)) throw new Error(`It ended before it printed "${text}":\n${this.output}`);
      if (performance.now() > deadline) throw new Error(`"${text}" was not printed:\n${this.output}`);
      await delay(50);
    }
  }

  /** Ends it and all it started, at once. */
  kill(): void {
    // Once only: later the number may be another's.
    if (!owned.delete(this)) return;
    const { pid } = this.#child;
    if (pid !== undefined) endGroup(pid, 'SIGKILL');
  }

  /** Ends it and all it started, and waits for that. */
  async stop(): Promise<void> {
    this.kill();
    await this.#exited;
  }
}
