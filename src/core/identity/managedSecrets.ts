import { describeError, inBackground, type Log } from '../base/log.js';
import type { SecretStore } from '../base/secretStore.js';
import { SessionSecrets } from '../base/sessionSecrets.js';
import type { MachineSetup } from './setupFile.js';

/**
 * The secrets as an administrator lets them be kept. Where they may last no longer than the window, what earlier windows
 * have stored goes now; where nobody knows what the administrator meant it is only hidden, and is there again once the
 * file is mended.
 */
export function managedSecrets(
  stored: SecretStore,
  { restrictions, isUnderstood }: Pick<MachineSetup, 'restrictions' | 'isUnderstood'>,
  log: Log,
): SecretStore {
  if (!restrictions.isSessionOnly) return stored;
  if (isUnderstood) inBackground(log, deleteAll(stored, log));
  return new SessionSecrets();
}

/** What cannot be deleted is said once, and tried again at the next start. */
async function deleteAll(stored: SecretStore, log: Log): Promise<void> {
  const keys = await stored.keys();
  const failures: unknown[] = [];
  for (const key of keys) {
    try {
      await stored.delete(key);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length === 0) return;
  log.warn(
    `Managed by your organisation: of ${keys.length} stored secrets, ${failures.length} could not be deleted (${describeError(failures[0])}).`,
  );
}
