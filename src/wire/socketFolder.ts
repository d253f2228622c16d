import { chmod, lstat, mkdir } from 'node:fs/promises';
import path from 'node:path';

/** The longest path that a socket can have on macOS; Linux takes four bytes more. */
const pathLimit = 103;

/** Makes a folder that only this user can enter, or throws. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (process.platform === 'win32') return;
  if (!(await isOwn(folder))) throw new Error('The folder belongs to somebody else.');
  await chmod(folder, 0o700);
}

export function socketPath(folder: string, port: number): string {
  return path.join(folder, `.s.PGSQL.${port}`);
}

/**
 * The folder for the endpoints' sockets: the wanted one; where a path in it would be too long, one in the folder that
 * the system keeps for this user's sockets (XDG_RUNTIME_DIR). Undefined where neither will do, and on Windows.
 */
export async function socketFolder(
  folder: string,
  runtimeFolder: string | undefined,
  port: number,
): Promise<string | undefined> {
  if (process.platform === 'win32') return undefined;
  if (fits(folder, port)) return folder;
  if (runtimeFolder === undefined || !path.isAbsolute(runtimeFolder)) return undefined;
  const short = path.join(runtimeFolder, 'redshift-idc');
  if (!fits(short, port) || !(await isOwn(runtimeFolder, 0o700))) return undefined;
  await makePrivateFolder(short);
  return short;
}

function fits(folder: string, port: number): boolean {
  return Buffer.byteLength(socketPath(folder, port)) <= pathLimit;
}

/** Whether it is a folder, no link, of this user, and with this mode if one is named. */
async function isOwn(folder: string, mode?: number): Promise<boolean> {
  try {
    const stats = await lstat(folder);
    const isRightMode = mode === undefined || (stats.mode & 0o777) === mode;
    return stats.isDirectory() && stats.uid === process.getuid?.() && isRightMode;
  } catch {
    return false;
  }
}
