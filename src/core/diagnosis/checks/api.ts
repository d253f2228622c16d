import * as l10n from '@vscode/l10n';
import { credentialsOwner } from '../../sources/access.js';
import { isGivenKey, parseGivenText } from '../../sources/givenWorkgroup.js';
import type { Source } from '../../sources/source.js';
import type { Workgroup } from '../../sources/workgroup.js';
import type { Attempt } from '../attempts.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, warning, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import type { ApiEndpoint, ReachedEndpoint } from '../probes.js';
import { withoutLogin } from '../redaction.js';
import { keyFailure, type Used } from '../usedCredentials.js';
import { tickedOf } from './tokenCall.js';

export interface Api {
  readonly findings: readonly Finding[];
  /** Undefined where the workgroups could not be listed. */
  readonly listed: readonly Workgroup[] | undefined;
  /** The workgroups in other regions than the one that is asked, by their names. */
  readonly elsewhere: ReadonlyMap<string, string>;
}

/** Where AWS is asked, whether it answers, and whether it is the right region. */
export async function checkApi(
  examination: Examination,
  used: readonly Used[],
  reached: Attempt<ReachedEndpoint>,
): Promise<Api> {
  const { source, probes, attempt } = examination;
  const endpoint = await attempt(() => probes.aws.endpoint(source));
  const api =
    endpoint.kind === 'failed'
      ? failed(apiTitle(), endpoint.error.message, nextStep(endpoint.error))
      : await ofEndpoint(examination, endpoint.value, reached);
  const listing = await list(examination, used);
  const elsewhere = placesElsewhere(examination);
  const region = ofRegion(source, elsewhere, listing.listed);
  return { findings: [api, listing.finding, ...region], listed: listing.listed, elsewhere };
}

const apiTitle = (): string => l10n.t('API endpoint');

async function ofEndpoint(
  { source, probes, attempt }: Examination,
  { url, isOverride }: ApiEndpoint,
  reached: Attempt<ReachedEndpoint>,
): Promise<Finding> {
  const shown = withoutLogin(url);
  const where = isOverride ? l10n.t('{0} (named by the environment or a profile)', shown) : shown;
  if (!URL.canParse(url)) {
    return failed(
      apiTitle(),
      l10n.t('{0} is no address.', where),
      l10n.t('Write the endpoint with https:// before it, in AWS_ENDPOINT_URL… or the profile.'),
    );
  }
  if (reached.kind === 'done') return ok(apiTitle(), l10n.t('{0} answers.', where));
  const { hostname } = new URL(url);
  const addresses = await attempt(() => probes.hosts.resolve(hostname));
  const text = l10n.t('{0}: {1}', where, reached.error.message);
  if (isOverride || addresses.kind === 'failed' || addresses.value.length > 0) {
    return failed(apiTitle(), text, nextStep(reached.error));
  }
  return failed(
    apiTitle(),
    l10n.t('{0}: no address is found for this host.', where),
    l10n.t(
      'If other hosts are found from here, {0} is no region with Redshift Serverless: add the source again with the right one.',
      source.region,
    ),
  );
}

async function list(
  { source, probes, attempt }: Examination,
  used: readonly Used[],
): Promise<{ readonly finding: Finding; readonly listed: readonly Workgroup[] | undefined }> {
  const title = l10n.t('Listing');
  if (keyFailure(used, source) !== undefined) {
    const owner = credentialsOwner(source.credentials);
    return {
      finding: skipped(title, l10n.t('Not reached: there are no keys of {0}.', owner)),
      listed: undefined,
    };
  }
  const listing = await attempt((signal) => all(probes.lister.list(source, signal)));
  if (listing.kind === 'done') {
    const text = l10n.t('Workgroups in {0}: {1}.', source.region, listing.value.length);
    return { finding: ok(title, text), listed: listing.value };
  }
  const { error } = listing;
  const finding =
    source.given.length === 0
      ? failed(title, error.message, nextStep(error))
      : warning(
          title,
          l10n.t('{0} The workgroups that were added by hand need no listing.', error.message),
          nextStep(error),
        );
  return { finding, listed: undefined };
}

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

/** Workgroups whose hosts or ARNs name another region than the one that is asked. */
function placesElsewhere(examination: Examination): ReadonlyMap<string, string> {
  const { source } = examination;
  const ticked = tickedOf(examination).map(({ name, arn }) => [name, regionOf(arn)] as const);
  const elsewhere = new Map<string, string>();
  for (const [name, region] of [...givenPlaces(source), ...ticked]) {
    if (region !== undefined && region !== source.region) elsewhere.set(name, region);
  }
  return elsewhere;
}

function ofRegion(
  source: Source,
  elsewhere: ReadonlyMap<string, string>,
  listed: readonly Workgroup[] | undefined,
): readonly Finding[] {
  const title = l10n.t('Region');
  const findings = [...elsewhere].map(([name, region]) =>
    failed(
      title,
      l10n.t('Workgroup {0} is in {1}, and this source asks {2}.', name, region, source.region),
      l10n.t('Add a source in {0}, and the workgroup there.', region),
    ),
  );
  if (findings.length > 0 || listed === undefined) return findings;
  if (listed.length > 0 || source.given.length > 0) {
    return [ok(title, l10n.t('{0}.', source.region))];
  }
  return [
    warning(
      title,
      l10n.t('This account has no workgroup in {0}.', source.region),
      l10n.t(
        'If there should be one, run Find Workgroups in All Regions…, or use credentials of its account.',
      ),
    ),
  ];
}

function givenPlaces({ given }: Source): readonly (readonly [name: string, region: string | undefined])[] {
  return given.map(({ name, endpoint }) => [
    name,
    endpoint === undefined ? undefined : parseGivenText(endpoint.host)?.region,
  ]);
}

/** The region in what stands in the place of an ARN too. */
function regionOf(arn: string): string | undefined {
  return isGivenKey(arn)
    ? parseGivenText(arn.replace(/^given:/, ''))?.region
    : /^arn:[^:]*:redshift-serverless:([^:]+):/.exec(arn)?.[1];
}
