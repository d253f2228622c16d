import { spawn } from 'node:child_process';
import type { AwsCliProgram } from '../host/install/awsCli.js';

/** A process that takes longer is ended. */
const limitMs = 45_000;
/** From this version 2 on `aws sso login` opens a browser unless it is told to show a code. */
const firstMinorWithBrowser = 22;

export interface CliEnd {
  /** -1 where it was ended. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The official AWS CLI, as a person runs it in a terminal that has this environment and nothing else. */
export class AwsCli {
  constructor(
    private readonly program: AwsCliProgram,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  /** Runs a command to its end. */
  run(args: readonly string[], onOutput: (all: string) => void = () => undefined): Promise<CliEnd> {
    const { path } = this.program;
    return new Promise((resolve, reject) => {
      const child = spawn(path, args, {
        env: this.env,
        timeout: limitMs,
        killSignal: 'SIGKILL',
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => onOutput((stdout += text)));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      child.once('error', reject);
      child.once('close', (code) => resolve({ code: code ?? -1, stdout, stderr }));
    });
  }

  /** Runs a command that answers in JSON; throws with what it printed where it fails. */
  async ask(...args: readonly string[]): Promise<unknown> {
    const { code, stdout, stderr } = await this.run([...args, '--output', 'json']);
    if (code !== 0) throw new Error(`aws ${args.join(' ')} failed (${code}):\n${stderr}${stdout}`);
    return JSON.parse(stdout);
  }

  /** Signs in by a code, which `allow` is given as soon as it is printed. */
  async login(profile: string, allow: (code: string) => Promise<void>): Promise<void> {
    const byCode = this.program.minor < firstMinorWithBrowser ? [] : ['--use-device-code'];
    let allowing: Promise<void> | undefined;
    const { code, stdout, stderr } = await this.run(
      ['sso', 'login', '--no-browser', ...byCode, '--profile', profile],
      (printed) => {
        const userCode = /^([A-Z]{4}-[A-Z]{4})\r?\n/m.exec(printed)?.[1];
        if (userCode !== undefined) allowing ??= allow(userCode);
      },
    );
    await allowing;
    if (code !== 0) throw new Error(`aws sso login failed (${code}):\n${stderr}${stdout}`);
  }
}
