import type { AwsEmulator } from '../awsEmulator.js';
import type { IssuedToken } from '../operations/issuedToken.js';
import type { Workgroup } from '../world/workgroup.js';
import type { Refusal, Startup } from './startup.js';
import { refusal } from './startup.js';

/** What must be known of AWS: which tokens it gave, whose workgroups there are, and what time it is. */
export type GivingAws = Pick<AwsEmulator, 'tokens' | 'world' | 'rules'>;

/**
 * The token that AWS gave with this value, if it opens the workgroup now.
 * @param workgroup undefined where the address is that of all of them
 */
export function checkedToken(
  aws: GivingAws,
  startup: Startup,
  workgroup: Workgroup | undefined,
  value: string,
): IssuedToken | Refusal {
  if (startup.get('token_type') !== 'SUBJECT_TOKEN') return refusal('28000', 'TYPE_INVALID_TOKEN');
  const token = aws.tokens.find((given) => given.value === value);
  if (token === undefined || token.expiresAtMs <= aws.rules.now()) {
    return refusal('28000', 'Token credentials expired or invalid');
  }
  if (workgroup !== undefined && !token.workgroupArns.includes(workgroup.workgroupArn)) {
    return refusal('28000', 'invalid token');
  }
  return token;
}

/** The workgroup whose endpoint has this name; none where several have, as `localhost` may be that of all. */
export function workgroupAt(aws: GivingAws, host: string): Workgroup | undefined {
  const [workgroup, ...others] = aws.world.places
    .flatMap((place) => place.workgroups)
    .filter(({ endpoint, customDomainName }) => endpoint?.address === host || customDomainName === host);
  return others.length === 0 ? workgroup : undefined;
}

/** The first databases of a workgroup's namespace, or of all of them. */
export function databases(aws: GivingAws, workgroup: Workgroup | undefined): ReadonlySet<string> {
  const all = aws.world.places.flatMap((place) => {
    const here = place.workgroups.some(({ workgroupArn }) => workgroupArn === workgroup?.workgroupArn);
    if (workgroup !== undefined && !here) return [];
    return place.namespaces.filter(
      ({ namespaceName }) => workgroup === undefined || namespaceName === workgroup.namespaceName,
    );
  });
  // Every namespace has this one beside its own.
  return new Set(['dev', ...all.map(({ dbName }) => dbName)]);
}
