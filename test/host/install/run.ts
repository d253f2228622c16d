import { spawn } from 'node:child_process';

/** Runs a command to its end and gives what it printed; throws with that if it fails or takes longer than the limit. */
export function run(
  command: string,
  args: readonly string[],
  cwd: string,
  limitMs?: number,
): Promise<string> {
  return new Promise((resolve, reject) => {
    // On Windows npm is a command file, which only a shell starts.
    const shell = process.platform === 'win32' && command === 'npm';
    const env = { ...outsideEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
    const child = spawn(command, args, {
      cwd,
      shell,
      env,
      timeout: limitMs,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command} ${args.join(' ')} failed (${code ?? 'by a signal'}):\n${output}`));
    });
  });
}

/** Under `npm run`, npm hands its project down in the environment; here another folder is the project. */
function outsideEnvironment(): NodeJS.ProcessEnv {
  const project =
    /^(npm_config_(local_prefix|prefix|omit|include|only|production|dry_run)|npm_package_.*|NODE_ENV)$/i;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !project.test(name)));
}
