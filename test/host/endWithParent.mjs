import { isMainThread } from 'node:worker_threads';

// Preloaded into a process that must not outlive the one that started it: when the parent goes, however it
// goes, the pipe at standard input ends. Forked children inherit the preload, but end with their own parent.
const main = process.argv[1] ?? '';
// A worker inherits it too, and sees an input of its own end.
if (isMainThread && !main.includes('bootstrap-fork')) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
  process.stdin.unref?.();
}
