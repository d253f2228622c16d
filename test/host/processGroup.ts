import { spawnSync } from 'node:child_process';

/** Ends a process that was started as the head of a group of its own (`detached`), and all that it started. */
export function endGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // The group has ended already.
  }
}

/** Groups exist where signals do; on Windows a tree is found by its head. */
export const hasGroups = process.platform !== 'win32';
