import type { FaultStage } from '../faultStage.js';
import type { FaultRow } from '../row.js';

const minute = 60_000;
const hour = 60 * minute;

/** A token of an hour is got, and then time does this. */
const after = (
  name: string,
  happens: (stage: FaultStage) => Promise<void>,
  sees: readonly string[],
  holds: string,
): FaultRow => ({
  name,
  run: async (stage) => {
    await stage.get();
    await happens(stage);
  },
  options: { env: { AWS_MAX_ATTEMPTS: '2' } },
  sees,
  holds,
});

const moved = (stage: FaultStage, ms: number): void => stage.setClock(ms);

/** Sleep, and clocks that are wrong or are set. */
export const time: readonly FaultRow[] = [
  after(
    'the hour passes, and nobody answers',
    (stage) => stage.pass(hour),
    ['asks about analytics and 1 more', 'status bar: $(key) expired error'],
    'analytics and 1 more ended; 1 stored',
  ),
  after(
    'asleep until before the lead time',
    (stage) => stage.sleep(50 * minute),
    ['status bar: $(key) 10 min none'],
    'analytics and 1 more 10 min; 1 stored',
  ),
  after(
    'asleep across the lead time',
    (stage) => stage.sleep(57 * minute),
    ['asks about analytics and 1 more', 'status bar: $(key)  3 min warning'],
    'analytics and 1 more 3 min; 1 stored',
  ),
  after(
    'asleep across the end',
    (stage) => stage.sleep(8 * hour),
    ['asks about analytics and 1 more', 'status bar: $(key) expired error'],
    'analytics and 1 more ended; 1 stored',
  ),
  after(
    'asleep for thirteen hours',
    (stage) => stage.sleep(13 * hour),
    ['asks about analytics and 1 more', 'status bar: $(key) expired error'],
    'analytics and 1 more ended; 1 stored',
  ),
  after(
    'asleep across the end, then Refresh Token at once',
    async (stage) => {
      await stage.sleep(8 * hour);
      await stage.refresh();
    },
    ['asks about analytics and 1 more', 'status bar: $(key) 60 min none'],
    'analytics and 1 more 60 min; 1 stored',
  ),
  after(
    'the clock of the computer is set an hour ahead, and AWS answers again',
    async (stage) => {
      moved(stage, hour);
      await stage.window.workgroups();
      await stage.pass(minute);
    },
    ['status bar: $(key) 59 min none'],
    'analytics and 1 more 59 min; 1 stored',
  ),
  after(
    'the clock of the computer is set two hours back, and AWS answers again',
    async (stage) => {
      moved(stage, -2 * hour);
      await stage.window.workgroups();
      await stage.pass(minute);
    },
    ['status bar: $(key) 59 min none'],
    'analytics and 1 more 59 min; 1 stored',
  ),
  {
    name: 'the clock of the computer is three hours wrong from the beginning',
    options: { env: { AWS_MAX_ATTEMPTS: '2' } },
    run: async (stage) => {
      moved(stage, 3 * hour);
      await stage.get();
      await stage.pass(minute);
    },
    sees: ['status bar: $(key) 59 min none'],
    holds: 'analytics and 1 more 59 min; 1 stored',
  },
];
