import type { IdentityCenter } from './identityCenter.js';
import type { Machine } from './machine.js';
import type { Namespace, NamespaceSeed } from './namespace.js';
import { makeNamespace } from './namespace.js';
import type { Principal } from './principal.js';
import { partitionOf } from './region.js';
import type { Role } from './role.js';
import type { TrustedIssuer } from './trustedIssuer.js';
import type { Workgroup, WorkgroupSeed } from './workgroup.js';
import { makeWorkgroup } from './workgroup.js';

/** What one account has in one region. */
export type Place = {
  accountId: string;
  region: string;
  workgroups: Workgroup[];
  namespaces: Namespace[];
};

/**
 * All accounts, regions and callers that the emulator knows. May be changed while it runs. Sessions that it gives are added
 * to the principals. A world that only knows Redshift leaves the identity services out.
 */
export type World = {
  principals: Principal[];
  places: Place[];
  roles?: Role[];
  issuers?: TrustedIssuer[];
  identityCenters?: IdentityCenter[];
  machine?: Machine;
};

/** A place with these workgroups; each namespace that is named by a workgroup but not given is made. */
export function makePlace(
  accountId: string,
  region: string,
  workgroups: readonly WorkgroupSeed[],
  namespaces: readonly NamespaceSeed[] = [],
): Place {
  const made = workgroups.map((seed) => makeWorkgroup(accountId, region, seed));
  const seeds = new Map<string, NamespaceSeed>();
  for (const { namespaceName } of made) seeds.set(namespaceName, { namespaceName });
  for (const seed of namespaces) seeds.set(seed.namespaceName, seed);
  return {
    accountId,
    region,
    workgroups: made,
    namespaces: [...seeds.values()].map((seed) => makeNamespace(accountId, region, seed)),
  };
}

/** What an account has in a region: an empty place where nothing was put. */
export function placeOf(world: World, accountId: string, region: string): Place {
  const found = world.places.find((place) => place.accountId === accountId && place.region === region);
  return found ?? { accountId, region, workgroups: [], namespaces: [] };
}

/** Whose access key this is, if it is known in the region. */
export function findPrincipal(world: World, accessKeyId: string, region: string): Principal | undefined {
  return world.principals.find(
    (principal) =>
      principal.accessKeyId === accessKeyId &&
      principal.arn.split(':')[1] === partitionOf(region) &&
      !principal.disabledRegions.includes(region),
  );
}
