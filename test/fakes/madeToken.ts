import type { Token } from '../../src/core/tokens/token.js';
import { isTokenSet } from '../../src/core/tokens/tokenSets.js';
import type { WorkgroupRef } from '../../src/core/sources/workgroup.js';

export const minute = 60_000;

/** A workgroup of the usual account, by its name. */
export function madeRef(name: string, sourceId = 'profile:analytics@us-east-1'): WorkgroupRef {
  return { sourceId, arn: `arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/${name}`, name };
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
