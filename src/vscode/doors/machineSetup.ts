import * as l10n from '@vscode/l10n';
import { readFileSync, statSync } from 'node:fs';
import { maxSetupBytes, tooLarge, type MachineFile } from '../../core/identity/setupFile.js';

/**
 * Where an administrator puts a set-up that counts for everybody on the computer. Nothing that a person can change takes
 * part in it, the environment variable ProgramData included: who could point it elsewhere would be rid of all
 * restrictions. A Windows that has no drive C has no such place.
 */
export function machineSetupPath(platform: NodeJS.Platform): string {
  switch (platform) {
    case 'win32':
      return 'C:\\ProgramData\\RedshiftIdentityCenter\\setup.json';
    case 'darwin':
      return '/Library/Application Support/RedshiftIdentityCenter/setup.json';
    default:
      return '/etc/redshift-identity-center/setup.json';
  }
}

/** Reads the file at once, since what it forbids is forbidden from the start. Never throws. */
export function readMachineFile(path = machineSetupPath(process.platform)): MachineFile {
  try {
    const found = statSync(path);
    if (!found.isFile()) return { kind: 'unreadable', why: l10n.t('{0} is not a file', path) };
    if (found.size > maxSetupBytes) return { kind: 'unreadable', why: tooLarge() };
    return { kind: 'text', text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { kind: 'absent' };
    return { kind: 'unreadable', why: l10n.t('{0} cannot be opened ({1})', path, String(code)) };
  }
}
