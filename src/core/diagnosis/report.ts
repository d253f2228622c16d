import * as l10n from '@vscode/l10n';
import { utcTime } from '../base/duration.js';
import type { Diagnosis } from './diagnosis.js';
import type { Finding, Verdict } from './finding.js';
import { hideAccounts } from './redaction.js';

/** What a report is made with, for whoever reads it elsewhere. */
export interface ReportFrame {
  readonly productVersion: string;
  readonly vscodeVersion: string;
  /** The operating system, and what the window is connected to. */
  readonly place: string;
}

const signs: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '○' };

/** "2 failed, 1 warning", or that all is well. */
export function verdictCounts({ findings }: Diagnosis): string {
  const count = (verdict: Verdict): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const [failures, warnings] = [count('failed'), count('warning')];
  const parts = [
    failures === 0 ? '' : l10n.t('{0} failed', failures),
    warnings === 0 ? '' : warnings === 1 ? l10n.t('1 warning') : l10n.t('{0} warnings', warnings),
  ].filter((part) => part !== '');
  return parts.length === 0 ? l10n.t('nothing wrong was found') : parts.join(', ');
}

/** The report as Markdown that reads as well where nobody renders it. */
export function reportText(
  diagnosis: Diagnosis,
  { productVersion, vscodeVersion, place }: ReportFrame,
  { hidesAccounts = false }: { readonly hidesAccounts?: boolean } = {},
): string {
  const { source, at, findings } = diagnosis;
  const wrong = findings.filter(({ verdict }) => verdict === 'failed' || verdict === 'warning');
  const text = [
    `# ${l10n.t('Diagnosis of {0}: {1}', source, verdictCounts(diagnosis))}`,
    '',
    l10n.t(
      'Redshift Serverless Identity Center {0}, VS Code {1}, {2}, {3}',
      productVersion,
      vscodeVersion,
      place,
      utcTime(at),
    ),
    '',
    ...(wrong.length === 0 ? [] : [`## ${l10n.t('To do')}`, '', ...wrong.flatMap(lines), '']),
    `## ${wrong.length === 0 ? l10n.t('What was found') : l10n.t('What else was found')}`,
    '',
    ...findings.filter((finding) => !wrong.includes(finding)).flatMap(lines),
    '',
  ].join('\n');
  return hidesAccounts ? hideAccounts(text) : text;
}

function lines({ title, verdict, text, next }: Finding): readonly string[] {
  const line = `- ${signs[verdict]} ${verdictWord(verdict)}: ${title}. ${text}`;
  return next === undefined ? [line] : [line, `  → ${l10n.t('Next: {0}', next)}`];
}

function verdictWord(verdict: Verdict): string {
  switch (verdict) {
    case 'ok':
      return l10n.t('ok');
    case 'warning':
      return l10n.t('warning');
    case 'failed':
      return l10n.t('failed');
    case 'skipped':
      return l10n.t('not looked at');
  }
}
