import type { Owner } from '../core/base/disposable.js';
import { EventNotes } from '../core/events/eventNotes.js';
import { EventRecord } from '../core/events/eventRecord.js';
import type { Aws } from './aws.js';
import type { LocalEndpoints } from './endpoints.js';
import type { EngineEdges } from './engineEdges.js';
import type { Tokens } from './tokens.js';

/** The record of what happens to tokens and to what opens local endpoints. */
export function makeEventRecord({ eventFile, localClock, log }: EngineEdges): EventRecord {
  return new EventRecord(eventFile, localClock, log);
}

/** Notes what happens from now on. */
export function noteEvents(
  own: Owner,
  { clock, localClock }: EngineEdges,
  record: EventRecord,
  { signIns }: Aws,
  { held, refusals }: Tokens,
  { records, endpoints }: LocalEndpoints,
): void {
  own.add(
    new EventNotes({
      record,
      held,
      refusals,
      records,
      endpoints,
      signIns,
      clock: localClock,
      serverClock: clock,
    }),
  );
}
