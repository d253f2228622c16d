import * as l10n from '@vscode/l10n';
import { secondMs, timeOfDay } from '../../base/duration.js';
import { Limiter } from '../../base/limiter.js';
import { allWorkgroups } from '../../sources/givenWorkgroup.js';
import { workgroupKey, type Workgroup, type WorkgroupRef } from '../../sources/workgroup.js';
import type { TokenOutcome } from '../../tokens/tokenOutcome.js';
import { TokenRefusal } from '../../tokens/tokenRefusal.js';
import type { Examination } from '../diagnosis.js';
import { failed, ok, skipped, warning, type Finding } from '../finding.js';
import { nextStep } from '../nextStep.js';
import type { PortState } from '../probes.js';
import type { Api } from './api.js';
import { tickedOf } from './tokenCall.js';

/** How many workgroups are looked at at once. */
const concurrency = 10;

/** The token of each ticked workgroup, and whether its database can be reached from here. */
export async function checkWorkgroups(
  examination: Examination,
  { listed, elsewhere }: Api,
  outcome: TokenOutcome | undefined,
): Promise<readonly Finding[]> {
  const limiter = new Limiter(concurrency);
  const { source, probes } = examination;
  const known = listed === undefined ? probes.catalogue.workgroups(source) : allWorkgroups(source, listed);
  const byKey = new Map(known.map((workgroup) => [workgroupKey(workgroup), workgroup]));
  const found = tickedOf(examination).map((ref) =>
    limiter.run(async () => [
      ofToken(examination, ref, elsewhere, outcome),
      await ofHost(examination, ref, byKey.get(workgroupKey(ref)), listed !== undefined),
    ]),
  );
  return (await Promise.all(found)).flat();
}

function ofToken(
  { probes }: Examination,
  ref: WorkgroupRef,
  elsewhere: ReadonlyMap<string, string>,
  outcome: TokenOutcome | undefined,
): Finding {
  const title = l10n.t('Workgroup {0}, token', ref.name);
  const failure = [...(outcome?.refused ?? []), ...(outcome?.notTried ?? [])].find(
    ({ workgroup }) => workgroupKey(workgroup) === workgroupKey(ref),
  );
  if (failure !== undefined) {
    const { reason } = failure;
    if (elsewhere.has(ref.name)) return skipped(title, l10n.t('None here, as said of the region.'));
    return reason instanceof TokenRefusal && reason.scope.kind === 'workgroups'
      ? failed(title, reason.message, nextStep(reason))
      : skipped(title, l10n.t('None, as said of the token call.'));
  }
  const token = probes.held.tokenOf(ref);
  return token === undefined || token.expiresAt <= probes.clock.now()
    ? skipped(title, l10n.t('None is held.'))
    : ok(title, l10n.t('Good until {0}.', timeOfDay(token.expiresAt)));
}

async function ofHost(
  { probes, attempt }: Examination,
  { name }: WorkgroupRef,
  workgroup: Workgroup | undefined,
  isListed: boolean,
): Promise<Finding> {
  const title = l10n.t('Workgroup {0}, host and port', name);
  if (workgroup === undefined) {
    return isListed
      ? failed(
          title,
          l10n.t('AWS does not list it any more.'),
          l10n.t('Refresh the workgroups; it may have been deleted, or be in another account.'),
        )
      : skipped(title, l10n.t('Not known, since the workgroups could not be listed.'));
  }
  const { endpoint } = workgroup;
  if (endpoint === undefined) return withoutEndpoint(title, workgroup);
  const { host, port } = endpoint;
  const where = `${host}:${String(port)}`;
  const addresses = await attempt(() => probes.hosts.resolve(host));
  if (addresses.kind === 'failed') return failed(title, addresses.error.message, nextStep(addresses.error));
  if (addresses.value.length === 0) {
    return failed(
      title,
      l10n.t('No address is found for {0}.', host),
      l10n.t('Check the name, and the name servers of this computer or of its VPN.'),
    );
  }
  const state = await attempt((signal) => probes.hosts.connect(host, port, signal));
  if (state.kind === 'failed') return failed(title, state.error.message, nextStep(state.error));
  return ofPort(title, where, state.value, workgroup);
}

function withoutEndpoint(title: string, { status }: Workgroup): Finding {
  return status === 'GIVEN'
    ? skipped(title, l10n.t('Not known: it was added by its name.'))
    : warning(
        title,
        l10n.t('AWS has given it none yet ({0}).', status),
        l10n.t('Wait until the workgroup is available, then run Diagnose… again.'),
      );
}

/** A private workgroup that does not answer from outside its VPC is as it should be. */
function ofPort(title: string, where: string, state: PortState, { isPublic }: Workgroup): Finding {
  if (state.kind === 'open') return ok(title, l10n.t('{0} can be reached.', where));
  const text =
    state.kind === 'silent'
      ? l10n.t('{0} did not answer within {1} seconds.', where, Math.round(state.afterMs / secondMs))
      : l10n.t('{0} cannot be reached ({1}).', where, state.code);
  if (isPublic === false) {
    return warning(
      title,
      l10n.t('{0} The workgroup is private: reachable only from its VPC.', text),
      l10n.t('Connect through a VPN or a tunnel into its VPC; the token is good there too.'),
    );
  }
  return failed(
    title,
    text,
    l10n.t('Check the firewall here, and the security group of the workgroup: it must let this computer in.'),
  );
}
