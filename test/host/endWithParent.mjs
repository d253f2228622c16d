// Preloaded into a process that must not outlive the one that started it: when the parent goes, however it
// goes, the pipe at standard input ends. Forked children inherit the preload, but end with their own parent.
const main = process.argv[1] ?? '';
if (!main.includes('bootstrap-fork')) {
  process.stdin.on('end', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.on('error', () => process.kill(process.pid, 'SIGTERM'));
  process.stdin.resume();
  process.stdin.unref?.();
}
