import { recordKey } from './endpoint/endpointRecord.js';
import type { EndpointRecords } from './endpoint/endpointRecords.js';
import type { Endpoints } from './endpoint/endpoints.js';

/**
 * Another window may have changed the record of this key: who was revoked there is connected no more here, and an
 * endpoint that it forgot with all its clients closes.
 */
export async function followRevoked(
  key: string,
  records: Pick<EndpointRecords, 'reread' | 'current'>,
  endpoints: Pick<Endpoints, 'stateOf' | 'revoke' | 'stop'>,
): Promise<void> {
  await records.reread(key);
  for (const { workgroup, handOuts, isWanted } of records.current) {
    const state = endpoints.stateOf(workgroup);
    // The record of this key alone: that of an endpoint which is just opening may say for a moment that it is not wanted.
    if (state.kind !== 'open' || (await recordKey(workgroup)) !== key) continue;
    if (!isWanted && handOuts.length === 0) {
      await endpoints.stop(workgroup);
      continue;
    }
    const known = new Set(handOuts.map(({ user }) => user));
    for (const { user } of state.sessions) if (!known.has(user)) await endpoints.revoke(workgroup, user);
  }
}
