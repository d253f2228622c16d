import type { Token } from '../../src/core/tokens/token.js';
import { isTokenSet } from '../../src/core/tokens/tokenSets.js';
import type { Workgroup, WorkgroupRef } from '../../src/core/sources/workgroup.js';

export const minute = 60_000;

/** A workgroup of the usual account, by its name. */
export function madeRef(name: string, sourceId = 'profile:analytics@us-east-1'): WorkgroupRef {
  return { sourceId, arn: `arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/${name}`, name };
}

/** The same as AWS lists it: private, available, with all that a row shows. */
export function madeWorkgroup(name: string, parts: Partial<Workgroup> = {}): Workgroup {
  return {
    ...madeRef(name),
    namespaceName: `${name}-ns`,
    status: 'AVAILABLE',
    endpoint: { host: `${name}.example`, port: 5439 },
    baseCapacity: 128,
    maxCapacity: 512,
    isPublic: false,
    database: undefined,
    hasEnhancedVpcRouting: false,
    ...parts,
  };
}

/** A token for these workgroups that is issued at `issuedAt` and lasts an hour, unless told otherwise. */
export function madeToken(
  names: readonly string[],
  issuedAt: number,
  { lifeMs = 60 * minute, id = `id-of-${names.join('-')}` } = {},
): Token {
  const workgroups = names.map((name) => madeRef(name));
  if (!isTokenSet(workgroups)) throw new Error('A token is for one workgroup at least.');
  return {
    id,
    identity: { accountId: '123456789012', principal: 'arn:aws:iam::123456789012:user/anna' },
    workgroups,
    value: `secret-of-${id}`,
    issuedAt,
    expiresAt: issuedAt + lifeMs,
  };
}
