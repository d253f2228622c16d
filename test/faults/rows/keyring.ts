import type { FaultStage } from '../faultStage.js';
import type { FaultRow } from '../row.js';

const minute = 60_000;

const row = (
  name: string,
  sees: readonly string[],
  holds: string,
  run: (stage: FaultStage) => Promise<void>,
): FaultRow => ({ name, run, sees, holds });

/** A secret storage that fails at each kind of call, or was tampered with. */
export const keyring: readonly FaultRow[] = [
  row(
    'the keyring refuses the first token',
    [
      "The token was issued but could not be stored: VS Code's secret storage refused it. What was held before is unchanged. [keepInMemory]",
      'status bar: $(key) no token none',
    ],
    'nothing; 0 stored',
    async (stage) => {
      stage.edges.secrets.fail('set');
      await stage.get();
    },
  ),
  row(
    'the keyring refuses the token of a refresh',
    [
      "The token was issued but could not be stored: VS Code's secret storage refused it. What was held before is unchanged. [keepInMemory]",
      'status bar: $(key) 20 min none',
    ],
    'analytics and 1 more 20 min; 1 stored',
    async (stage) => {
      await stage.get();
      await stage.pass(40 * minute);
      stage.edges.secrets.fail('set');
      await stage.refresh();
    },
  ),
  row(
    'the keyring does not delete what a refresh replaces',
    ['status bar: $(key) 60 min none'],
    'analytics and 1 more 60 min; 2 stored',
    async (stage) => {
      await stage.get();
      await stage.pass(40 * minute);
      stage.edges.secrets.fail('delete');
      await stage.refresh();
    },
  ),
  row(
    'the keyring lists nothing at the next start',
    [
      "VS Code's secret storage cannot be read, so tokens from before are not shown. Get new ones. [showLog]",
      'status bar: $(key) no token none',
    ],
    'nothing; 1 stored',
    async (stage) => {
      await stage.get();
      stage.edges.secrets.fail('keys');
      await stage.reload();
    },
  ),
  row(
    'the keyring reads nothing at the next start',
    ['status bar: $(key) no token none'],
    'nothing; 1 stored',
    async (stage) => {
      await stage.get();
      stage.edges.secrets.fail('get');
      await stage.reload();
    },
  ),
  row(
    'the keyring comes back empty at the next start',
    ['status bar: $(key) no token none'],
    'nothing; 0 stored',
    async (stage) => {
      await stage.get();
      stage.edges.secrets.records.clear();
      await stage.reload();
    },
  ),
  row(
    'a record is no JSON at the next start',
    ['status bar: $(key) 60 min none'],
    'analytics and 1 more 60 min; 2 stored',
    async (stage) => {
      await stage.get();
      stage.edges.secrets.records.set('token/broken', '{"v":1,');
      await stage.reload();
    },
  ),
  row(
    'a record is of a later version at the next start',
    ['status bar: $(key) 60 min none'],
    'analytics and 1 more 60 min; 2 stored',
    async (stage) => {
      await stage.get();
      stage.edges.secrets.records.set('token/later', '{"v":2}');
      await stage.reload();
    },
  ),
  row(
    'a window is killed before the token is stored',
    ['status bar: $(key) no token none'],
    'nothing; 0 stored',
    async (stage) => {
      stage.edges.secrets.dieAt(1);
      void stage.get();
      await stage.quiet();
      await stage.reload();
    },
  ),
  row(
    'a window is killed between storing the new token and deleting the old one',
    ['status bar: $(key) 60 min none'],
    'analytics and 1 more 60 min; 1 stored',
    async (stage) => {
      await stage.get();
      await stage.pass(40 * minute);
      stage.edges.secrets.dieAt(2);
      void stage.refresh();
      await stage.quiet();
      await stage.reload();
    },
  ),
];
