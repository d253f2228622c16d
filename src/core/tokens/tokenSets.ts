import { byName, workgroupKey, workgroupRef, type WorkgroupRef } from '../sources/workgroup.js';

/** What one call may name. Source: the API page of GetIdentityCenterAuthToken. */
export const maxWorkgroupsPerToken = 20;

/** One to twenty workgroups of one source: what one token is made for. */
export type TokenSet = readonly [WorkgroupRef, ...WorkgroupRef[]];

/** Groups workgroups by source and cuts them, by name, into sets that one call can take. */
export function tokenSets(refs: readonly WorkgroupRef[]): readonly TokenSet[] {
  const distinct = new Map(refs.map((ref) => [workgroupKey(ref), workgroupRef(ref)]));
  const bySource = Map.groupBy(distinct.values(), ({ sourceId }) => sourceId);
  return [...bySource.values()].flatMap((own) => {
    const sorted = own.sort(byName);
    const starts = sorted.flatMap((_, index) => (index % maxWorkgroupsPerToken === 0 ? [index] : []));
    return starts
      .map((start): readonly WorkgroupRef[] => sorted.slice(start, start + maxWorkgroupsPerToken))
      .filter(isTokenSet);
  });
}

/** Whether there is any: an empty set cannot be asked for. */
export function isTokenSet(refs: readonly WorkgroupRef[]): refs is TokenSet {
  return refs.length > 0;
}

/** Tells sets of workgroups apart, whatever their order. */
export function setKey(set: TokenSet): string {
  return set.map(workgroupKey).sort().join('\n');
}
