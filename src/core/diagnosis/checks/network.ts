import * as l10n from '@vscode/l10n';
import type { Examination } from '../diagnosis.js';
import { failed, ok, warning, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import type { FoundFile } from '../probes.js';
import { withoutLogin } from '../redaction.js';
import { fileWord } from './computer.js';

/** The proxy and the certificates that stand between this computer and AWS. */
export async function checkNetwork({ probes, attempt }: Examination): Promise<readonly Finding[]> {
  const certificates = await attempt(() => probes.computer.certificates());
  return [
    ofProxy({ probes }),
    certificates.kind === 'done'
      ? ofCertificates(certificates.value, isUnchecked({ probes }))
      : failed(certificatesTitle(), certificates.error.message, nextStep(certificates.error)),
  ];
}

function ofProxy({ probes }: Pick<Examination, 'probes'>): Finding {
  const { proxy = '', support = '' } = probes.proxySettings();
  const variables = probes.computer.variables().filter(({ name }) => /^(https?|all|no)_proxy$/i.test(name));
  const facts = [
    ...(proxy === '' ? [] : [`http.proxy=${withoutLogin(proxy)}`]),
    ...(support === '' ? [] : [`http.proxySupport=${support}`]),
    ...variables.map(({ name, value = '' }) => `${name}=${value}`),
  ];
  const title = l10n.t('Proxy');
  const hasProxy = proxy !== '' || variables.some(({ name }) => !/^no_/i.test(name));
  if (hasProxy && support === 'off') {
    return warning(
      title,
      l10n.t('{0}. VS Code does not use it.', facts.join(', ')),
      l10n.t('If AWS is reached only through it, set http.proxySupport to "override".'),
    );
  }
  return hasProxy
    ? ok(title, l10n.t('{0}.', facts.join(', ')))
    : ok(title, l10n.t('None is named. {0}', facts.length === 0 ? '' : l10n.t('{0}.', facts.join(', '))));
}

const certificatesTitle = (): string => l10n.t('Certificates');

function ofCertificates(
  files: readonly (FoundFile & { readonly variable: string })[],
  unchecked: boolean,
): Finding {
  const title = certificatesTitle();
  const named = files.map((file) => `${file.variable}=${file.path} (${fileWord(file)})`);
  const text = [
    l10n.t('Those of the system, as VS Code trusts them.'),
    ...(named.length === 0 ? [] : [l10n.t('{0}.', named.join(', '))]),
    ...(files.some(({ variable }) => variable === 'AWS_CA_BUNDLE')
      ? [l10n.t('AWS_CA_BUNDLE counts for the AWS CLI alone.')]
      : []),
  ].join(' ');
  if (unchecked) {
    return warning(
      title,
      l10n.t('NODE_TLS_REJECT_UNAUTHORIZED=0: certificates are not checked at all.'),
      l10n.t('Remove this variable, and add the certificate of the proxy to those of the system.'),
    );
  }
  const bad = files.find(({ kind }) => kind !== 'readable');
  if (bad === undefined) return ok(title, text);
  return warning(
    title,
    text,
    l10n.t('Check what {0} names: a file with certificates in PEM form.', bad.variable),
  );
}

function isUnchecked({ probes }: Pick<Examination, 'probes'>): boolean {
  return probes.computer
    .variables()
    .some(({ name, value }) => name === 'NODE_TLS_REJECT_UNAUTHORIZED' && value === '0');
}
