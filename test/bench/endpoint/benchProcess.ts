import { join } from 'node:path';
import { OwnedProcess } from '../../host/ownedProcess.js';
import { repository } from '../../host/paths.js';
import { temporaryFolder } from '../../host/temporaryFolder.js';

const folderVariable = 'BENCH_FOLDER';

/** Starts one of the programs beside this file, which ends with this process. It trusts the authority of that file. */
export async function startProcess(
  name: 'engine' | 'pipe' | 'client' | 'bouncer',
  caFile: string,
  env: NodeJS.ProcessEnv,
): Promise<OwnedProcess> {
  const program = join(repository, 'test', 'bench', 'endpoint', `${name}Process.ts`);
  // Ours to remove: the process is ended before it could.
  const folder = await temporaryFolder('bench-');
  return new OwnedProcess(process.execPath, ['--expose-gc', '--import=tsx', program], {
    cwd: repository,
    env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile, [folderVariable]: folder, ...env },
  });
}

/** For the process itself: a folder that is removed after it. */
export function givenFolder(): string {
  return process.env[folderVariable] ?? '';
}
