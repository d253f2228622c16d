import * as l10n from '@vscode/l10n';
import type { Examination } from '../diagnosis.js';
import { failed, ok, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import type { FoundFile, FoundVariable } from '../probes.js';

/** The AWS files, and the variables that change what is used. */
export async function checkComputer({ probes, attempt }: Examination): Promise<readonly Finding[]> {
  const { computer } = probes;
  const files = await attempt(() => computer.awsFiles());
  return [
    files.kind === 'done'
      ? ofFiles(files.value)
      : failed(filesTitle(), files.error.message, nextStep(files.error)),
    ofVariables(computer.variables()),
  ];
}

const filesTitle = (): string => l10n.t('AWS config files');

function ofFiles(files: readonly FoundFile[]): Finding {
  const text = l10n.t('{0}.', files.map((file) => `${file.path} (${fileWord(file)})`).join(', '));
  const unreadable = files.filter(({ kind }) => kind === 'unreadable');
  if (unreadable.length === 0) return ok(filesTitle(), text);
  return failed(
    filesTitle(),
    text,
    l10n.t('Check that {0} is a file, and its permissions.', unreadable.map(({ path }) => path).join(', ')),
  );
}

export function fileWord({ kind }: Pick<FoundFile, 'kind'>): string {
  switch (kind) {
    case 'readable':
      return l10n.t('found');
    case 'missing':
      return l10n.t('not there');
    case 'unreadable':
      return l10n.t('cannot be read');
    case 'unlike':
      return l10n.t('holds none');
  }
}

function ofVariables(variables: readonly FoundVariable[]): Finding {
  const list = variables.map(({ name, value }) =>
    value === undefined ? l10n.t('{0} (set)', name) : `${name}=${value}`,
  );
  return ok(
    l10n.t('Environment'),
    list.length === 0 ? l10n.t('No variable changes what is used.') : l10n.t('{0}.', list.join(', ')),
  );
}
