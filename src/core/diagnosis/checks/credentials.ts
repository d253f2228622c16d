import * as l10n from '@vscode/l10n';
import { minuteMs, timeOfDay } from '../../base/duration.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import { signerOf, usesOf, type Use, type Used } from '../usedCredentials.js';

/** A person may have to type the code of an MFA device; what needs nobody has shorter limits of its own. */
const personMs = 3 * minuteMs;

/** What kind the credentials are, and whether their keys can be had. */
export async function checkCredentials(
  examination: Examination,
): Promise<{ readonly findings: readonly Finding[]; readonly used: readonly Used[] }> {
  const uses = await allUses(examination);
  const looked = await Promise.all(uses.map((use) => look(use, examination)));
  return { findings: looked.map(({ finding }) => finding), used: looked.map(({ used }) => used) };
}

/** The source's own, and those that sign for its identities. An identity that is not there has none. */
async function allUses({ source, probes, attempt }: Examination): Promise<readonly Use[]> {
  const uses = usesOf(source);
  const signers = await Promise.all(
    uses.map(async ({ access: { credentials } }) => {
      if (credentials.kind !== 'identity') return undefined;
      const entry = await attempt(() =>
        Promise.resolve().then(() => probes.identities.find(credentials.name)),
      );
      return entry.kind === 'done' ? signerOf(entry.value) : undefined;
    }),
  );
  const all = [...uses, ...signers.filter((use) => use !== undefined)];
  return all.filter(({ access }, index) => all.findIndex((use) => use.access.id === access.id) === index);
}

async function look(
  use: Use,
  { probes, attempt }: Examination,
): Promise<{ readonly finding: Finding; readonly used: Used }> {
  const { access, purpose, isOfChain } = use;
  const kind = await attempt(() => probes.aws.describe(access.credentials));
  const keys = await attempt(() => probes.aws.loadKeys(access), personMs);
  const used = { ...use, keys };
  const what = kind.kind === 'done' ? kind.value : kind.error.message;
  if (keys.kind === 'done') return { finding: ok(purpose, had(what, keys.value.expiresAt)), used };
  if (isOfChain)
    return {
      finding: skipped(purpose, l10n.t('{0}. There are no keys; the chain of the identity says why.', what)),
      used,
    };
  return {
    finding: failed(purpose, l10n.t('{0}. {1}', what, keys.error.message), nextStep(keys.error)),
    used,
  };
}

function had(what: string, expiresAt: number | undefined): string {
  return expiresAt === undefined
    ? l10n.t('{0}.', what)
    : l10n.t('{0}. The keys last until {1}.', what, timeOfDay(expiresAt));
}
