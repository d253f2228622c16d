import * as l10n from '@vscode/l10n';
import { durationWords, hourMs, minuteMs, secondMs } from '../../base/duration.js';
import type { Attempt } from '../attempts.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, warning, type Finding } from '../finding.js';
import type { ReachedEndpoint } from '../probes.js';

/** Smaller differences come from the way that an answer takes. */
const notableMs = 2 * secondMs;

const dayMs = 24 * hourMs;

/** AWS refuses signatures whose time is further off. */
const toleratedMs = 5 * minuteMs;

/** Whether this computer's clock is right, by the time in an answer of AWS; `reached` is how asking for it went. */
export async function checkClock({ source, probes, attempt }: Examination): Promise<{
  readonly finding: Finding;
  readonly reached: Attempt<ReachedEndpoint>;
}> {
  const reached = await attempt((signal) => probes.aws.reach(source, signal));
  const hasAnswered = reached.kind === 'done' && reached.value.serverDate !== undefined;
  return { finding: judged(probes.clock.currentOffsetMs, hasAnswered), reached };
}

function judged(offsetMs: number, hasAnswered: boolean): Finding {
  const title = l10n.t('Clock');
  const off = Math.abs(offsetMs);
  if (off < notableMs) {
    return hasAnswered
      ? ok(title, l10n.t("This computer's clock agrees with AWS's."))
      : skipped(title, l10n.t('AWS gave no answer with its time.'));
  }
  const text =
    offsetMs < 0
      ? l10n.t("This computer's clock is {0} ahead of AWS's.", offsetWords(off))
      : l10n.t("This computer's clock is {0} behind AWS's.", offsetWords(off));
  if (off > toleratedMs) {
    return failed(
      title,
      l10n.t('{0} AWS refuses what is signed more than five minutes off, and tokens seem expired.', text),
      l10n.t('Set the date, the time and the time zone of this computer, best by its time service.'),
    );
  }
  return warning(title, text, l10n.t('Let the time service of this computer set its clock.'));
}

function offsetWords(ms: number): string {
  if (ms > 2 * dayMs) return l10n.t('{0} days', Math.round(ms / dayMs));
  return ms > 2 * hourMs ? l10n.t('{0} hours', Math.round(ms / hourMs)) : durationWords(ms);
}
