// What runs on any Node from 20 on with nothing installed: it installs what the lock file names, then hands over
// to TypeScript on the Node that came with that.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const windows = process.platform === 'win32';

/** Installs if needed, then runs a TypeScript file with this process's arguments, and ends as it ends. */
export async function runTypeScript(file) {
  process.chdir(root);
  if (!isInstalled()) {
    const start = performance.now();
    console.log('… installing what package-lock.json names');
    const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], windows);
    if (code !== 0) process.exit(code);
    console.log(`✓ installed (${((performance.now() - start) / 1000).toFixed(1)} s)`);
  }
  process.env.PATH = join(root, 'node_modules', '.bin') + delimiter + process.env.PATH;
  process.exit(await run(installedNode(), ['--import=tsx', file, ...process.argv.slice(2)]));
}

/** Whether each package of the lock file is there in its version, as npm itself wrote down when it last installed. */
function isInstalled() {
  try {
    const wanted = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages;
    const there = JSON.parse(readFileSync('node_modules/.package-lock.json', 'utf8')).packages;
    return (
      existsSync(installedNode()) &&
      Object.entries(wanted).every(
        ([path, { version, optional }]) =>
          path === '' || (optional && !there[path]) || there[path]?.version === version,
      )
    );
  } catch {
    return false;
  }
}

function installedNode() {
  return join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');
}

/** A signal is passed on, and the child is waited for, so that it can end what it started. */
function run(command, args, shell = false) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'inherit', shell });
    const pass = (signal) => child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
    for (const signal of signals) process.on(signal, pass);
    child.once('error', reject);
    child.once('exit', (code) => {
      for (const signal of signals) process.off(signal, pass);
      resolve(code ?? 1);
    });
  });
}
