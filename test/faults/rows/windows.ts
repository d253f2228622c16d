import type { FaultStage } from '../faultStage.js';
import type { FaultRow } from '../row.js';

const minute = 60_000;
const hour = 60 * minute;

/** Windows that hold a token of an hour, the person in the first. */
const among = (
  count: number,
  name: string,
  sees: readonly string[],
  holds: string,
  happens: (stage: FaultStage) => Promise<void>,
): FaultRow => ({
  name: `${count} windows: ${name}`,
  options: { windows: count },
  run: async (stage) => {
    await stage.get();
    await happens(stage);
  },
  sees,
  holds,
});

/** All windows refresh silently. */
const silently =
  (happens: (stage: FaultStage) => Promise<void>) =>
  async (stage: FaultStage): Promise<void> => {
    for (const { edges } of stage.windows) edges.expiryAction = 'refresh';
    await happens(stage);
  };

/** Several windows of one person, on one computer. */
export const windows: readonly FaultRow[] = [
  among(
    2,
    'one gets a token, the other holds it too',
    ['AWS was asked for a token 1 times', 'status bar: $(key) 59 min none'],
    'analytics and 1 more 59 min; 1 stored',
    (stage) => stage.pass(minute),
  ),
  among(
    5,
    'the lead time comes',
    [
      'asks about analytics and 1 more',
      'AWS was asked for a token 1 times',
      'status bar: $(key)  4 min warning',
    ],
    'analytics and 1 more 4 min; 1 stored',
    (stage) => stage.pass(56 * minute),
  ),
  among(
    5,
    'asleep across the end, and the person wakes one',
    [
      'asks about analytics and 1 more',
      'AWS was asked for a token 1 times',
      'status bar: $(key) expired error',
    ],
    'analytics and 1 more ended; 1 stored',
    async (stage) => {
      await stage.goTo(undefined);
      await stage.sleep(8 * hour);
      await stage.goTo(stage.windows[3]);
      await stage.pass(minute);
    },
  ),
  among(
    5,
    'silent refreshes for three hours',
    ['AWS was asked for a token 4 times', 'status bar: $(key) 43 min none'],
    'analytics and 1 more 43 min; 1 stored',
    silently((stage) => stage.pass(3 * hour)),
  ),
  among(
    5,
    'silent refreshes, and the network is gone until three minutes after the end',
    ['AWS was asked for a token 9 times', 'status bar: $(key) 55 min none'],
    'analytics and 1 more 54 min; 1 stored',
    silently(async (stage) => {
      await stage.pass(50 * minute);
      stage.aws.inject({ kind: 'reset', times: 1_000_000 });
      await stage.pass(13 * minute);
      stage.aws.clearFaults();
      // The longest pause between two tries, and a little.
      await stage.pass(6 * minute);
    }),
  ),
  among(
    3,
    'silent refreshes, and AWS denies the next token',
    [
      'asks about analytics and 1 more',
      'AWS was asked for a token 2 times',
      'status bar: $(key) expired error',
    ],
    'analytics and 1 more ended; 1 stored',
    silently(async (stage) => {
      await stage.pass(50 * minute);
      stage.aws.inject({
        operation: 'GetIdentityCenterAuthToken',
        kind: 'error',
        name: 'AccessDeniedException',
        status: 403,
        message: 'User is not authorized',
        times: 1000,
      });
      await stage.pass(20 * minute);
    }),
  ),
  among(
    2,
    'silent refreshes, and the one that refreshes is closed in the middle',
    ['AWS was asked for a token 3 times', 'status bar: $(key) 58 min none'],
    'analytics and 1 more 58 min; 1 stored',
    silently(async (stage) => {
      await stage.pass(50 * minute);
      stage.aws.inject({ operation: 'GetIdentityCenterAuthToken', kind: 'delay', ms: 500 });
      const ends = stage.window;
      await stage.passUntilAsked(10 * minute);
      await stage.end(ends);
      await stage.goTo(stage.window);
      await stage.pass(2 * minute);
    }),
  ),
  among(
    3,
    'one forgets all tokens',
    ['AWS was asked for a token 1 times', 'status bar: $(key) no token none'],
    'nothing; 0 stored',
    async (stage) => {
      await stage.command(stage.window, () => stage.window.service.forgetAll());
    },
  ),
  among(
    2,
    'both refresh at the same moment by hand',
    ['AWS was asked for a token 3 times', 'status bar: $(key) 60 min none'],
    'analytics and 1 more 60 min; 1 stored',
    async (stage) => {
      await stage.pass(30 * minute);
      await Promise.all(stage.windows.map((window) => stage.refresh(undefined, window)));
    },
  ),
  among(
    2,
    'the lease cannot be written',
    [
      'asks about analytics and 1 more',
      'AWS was asked for a token 1 times',
      'status bar: $(key)  4 min warning',
    ],
    'analytics and 1 more 4 min; 1 stored',
    async (stage) => {
      stage.edges.leases.isReadOnly = true;
      await stage.pass(56 * minute);
    },
  ),
];
