import * as l10n from '@vscode/l10n';
import { credentialsName } from '../sources/access.js';
import type { Source } from '../sources/source.js';
import { attempts, type Attempts } from './attempts.js';
import { checkApi } from './checks/api.js';
import { checkCallers } from './checks/callers.js';
import { checkClock } from './checks/clock.js';
import { checkComputer } from './checks/computer.js';
import { checkCredentials } from './checks/credentials.js';
import { checkIdentities } from './checks/identities.js';
import { checkKeyring } from './checks/keyring.js';
import { checkNetwork } from './checks/network.js';
import { checkTokenCall } from './checks/tokenCall.js';
import { checkWorkgroups } from './checks/workgroups.js';
import type { Finding } from './finding.js';
import type { Probes } from './probes.js';
import { redact } from './redaction.js';

/** What was found out about one source. Holds no secret. */
export interface Diagnosis {
  /** What a person calls the source. */
  readonly source: string;
  /** When it was made, in milliseconds. */
  readonly at: number;
  readonly findings: readonly Finding[];
}

/** What every check works with. */
export interface Examination {
  readonly source: Source;
  readonly probes: Probes;
  readonly attempt: Attempts;
}

/**
 * Looks at all that a source needs. A check that hangs is given up by itself; throws {@link Cancelled} once `signal` is
 * aborted.
 *
 * @param begins hears what is looked at next
 */
export async function diagnose(
  source: Source,
  probes: Probes,
  signal: AbortSignal,
  begins: (check: string) => void = () => undefined,
): Promise<Diagnosis> {
  const examination: Examination = { source, probes, attempt: attempts(probes.clock, signal) };
  // First, so that a clock that is wrong is made up for in what follows, and does not hide what else is wrong.
  begins(l10n.t('clock'));
  const clock = await checkClock(examination);
  begins(l10n.t('files and environment'));
  const computer = await checkComputer(examination);
  begins(l10n.t('credentials'));
  const credentials = await checkCredentials(examination);
  begins(l10n.t('caller identity'));
  const callers = await checkCallers(examination, credentials.used);
  const identities = checkIdentities(examination, credentials.used);
  begins(l10n.t('token call'));
  const tokenCall = await checkTokenCall(examination, credentials.used);
  begins(l10n.t('network'));
  const network = await checkNetwork(examination);
  begins(l10n.t('API endpoint'));
  const api = await checkApi(examination, credentials.used, clock.reached);
  begins(l10n.t('workgroups'));
  const workgroups = await checkWorkgroups(examination, api, tokenCall.outcome);
  begins(l10n.t('keyring'));
  const keyring = await checkKeyring(examination);
  const { home } = probes.computer;
  return {
    source: l10n.t('{0} in {1}', credentialsName(source.credentials), source.region),
    at: probes.clock.now(),
    findings: [
      ...computer,
      ...credentials.findings,
      ...callers,
      ...identities,
      tokenCall.finding,
      clock.finding,
      ...network,
      ...api.findings,
      ...workgroups,
      keyring,
    ].map((finding) => redacted(finding, home)),
  };
}

/** Each text is one line of the report. */
function redacted({ title, verdict, text, next }: Finding, home: string): Finding {
  const clean = (words: string): string => redact(words.replace(/\s+/g, ' ').trim(), home);
  return {
    title: clean(title),
    verdict,
    text: clean(text),
    ...(next === undefined ? {} : { next: clean(next) }),
  };
}
