import type { EventRecord } from './eventRecord.js';

/** When the last of the recorded tokens ends, whatever became of it here; 0 where none is known. */
export async function lastEnd(record: Pick<EventRecord, 'all'>): Promise<number> {
  const events = await record.all().catch(() => []);
  return events.reduce((last, { until = 0 }) => Math.max(last, until), 0);
}
