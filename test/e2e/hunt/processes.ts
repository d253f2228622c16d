import { readdir, readFile } from 'node:fs/promises';
import type { Haystack } from './finds.js';

/** Arguments and environment of every process that this one started, and of what those started. Linux only. */
export async function processesBelow(): Promise<readonly Haystack[]> {
  if (process.platform !== 'linux') return [];
  const parents = new Map<number, number>();
  for (const name of (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry))) {
    const stat = (await readIfThere(`/proc/${name}/stat`)).toString();
    // The command, in brackets, may hold anything; state and parent follow it.
    const parent = /^.*\) \S+ (\d+)/s.exec(stat)?.[1];
    if (parent !== undefined) parents.set(Number(name), Number(parent));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isBelow(parent));
  };
  const haystacks: Haystack[] = [];
  for (const pid of [...parents.keys()].filter(isBelow)) {
    const [cmdline, environ] = await Promise.all(
      ['cmdline', 'environ'].map((what) => readIfThere(`/proc/${pid}/${what}`)),
    );
    const program = cmdline?.toString().split(/[\0 ]/)[0]?.split('/').at(-1) ?? '';
    haystacks.push({ place: `arguments of ${program}`, bytes: cmdline ?? Buffer.alloc(0) });
    haystacks.push({ place: `environment of ${program}`, bytes: environ ?? Buffer.alloc(0) });
  }
  return haystacks;
}

async function readIfThere(file: string): Promise<Buffer> {
  return readFile(file).catch(() => Buffer.alloc(0));
}
