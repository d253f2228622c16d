import * as l10n from '@vscode/l10n';
import type { SecretStore } from '../../base/secretStore.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, type Finding } from '../finding.js';

/** Whether SecretStorage keeps what it is given: with a record of its own, never with a real one. */
export async function checkKeyring({ probes, attempt }: Examination): Promise<Finding> {
  const title = l10n.t('Keyring');
  if (probes.isSessionOnly)
    return skipped(
      title,
      l10n.t('Managed by your organisation: nothing is stored, tokens end with the window.'),
    );
  const key = `diagnosis/${crypto.randomUUID()}`;
  const tried = await attempt(() => trial(probes.secrets, key));
  const problem = tried.kind === 'done' ? tried.value : l10n.t('it gave no answer');
  if (problem === undefined) return ok(title, l10n.t("VS Code's secret storage writes, reads and deletes."));
  return failed(
    title,
    l10n.t("VS Code's secret storage does not work: {0}.", problem),
    l10n.t(
      'Unlock the keyring of the system, or install one. Until then, tokens last as long as this window.',
    ),
  );
}

/** What went wrong; undefined where all is well. */
async function trial(secrets: SecretStore, key: string): Promise<string | undefined> {
  const value = crypto.randomUUID();
  try {
    await secrets.set(key, value);
  } catch {
    return l10n.t('it cannot be written');
  }
  let read: string | undefined;
  try {
    read = await secrets.get(key);
  } catch {
    read = undefined;
  }
  try {
    await secrets.delete(key);
  } catch {
    return l10n.t('nothing can be deleted from it');
  }
  return read === value ? undefined : l10n.t('what was written cannot be read back');
}
