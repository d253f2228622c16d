import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import type { LocalConnections } from '../../../../src/core/connections/endpoint/localConnections.js';
import type { Task } from '../../../../src/vscode/doors/commands.js';
import { TerminalCommands, type TerminalValues } from '../../../../src/vscode/terminals/terminalCommands.js';
import { madeWorkgroup } from '../../../fakes/madeToken.js';

const analytics = madeWorkgroup('analytics');

describe('Open Connected Terminal', () => {
  let steps: string[];
  let started: readonly [string, TerminalValues][];
  let noToken: UserError | undefined;

  const task: Task = {
    signal: new AbortController().signal,
    isRetry: false,
    wait: (title, job) => {
      steps.push(title);
      return job(() => undefined);
    },
  };
  const connections: Pick<LocalConnections, 'open' | 'giveKept'> = {
    open: (refs) => {
      steps.push(`open ${refs.map(({ name }) => name).join()}`);
      return noToken === undefined ? Promise.resolve() : Promise.reject(noToken);
    },
    giveKept: ({ name: workgroupName }, client) => {
      steps.push(`give ${client}`);
      return Promise.resolve({
        workgroupName,
        host: '127.0.0.1',
        port: 54321,
        user: 'terminal_abc',
        database: 'sales',
        passwordFile: '/run/endpoints/passwords',
      });
    },
  };
  const commands = (): TerminalCommands =>
    new TerminalCommands(
      { one: () => Promise.resolve(analytics) },
      connections,
      {
        startWithout: async (start) => {
          steps.push('without the variables of new terminals');
          await start();
        },
      },
      (name, values) => Promise.resolve(void (started = [...started, [name, values]])),
    );

  beforeEach(() => {
    [steps, started, noToken] = [[], [], undefined];
  });

  it('opens a terminal that has all that psql needs but a password, and nothing that leads elsewhere', async () => {
    await commands().open(task, []);
    assert.deepEqual(
      { steps, started },
      {
        steps: [
          'Connecting a terminal to analytics',
          'open analytics',
          'give Terminal',
          'without the variables of new terminals',
        ],
        started: [
          [
            'Redshift: analytics',
            {
              PGHOST: '127.0.0.1',
              PGPORT: '54321',
              PGUSER: 'terminal_abc',
              PGDATABASE: 'sales',
              PGPASSFILE: '/run/endpoints/passwords',
              PGSSLMODE: 'disable',
              PGPASSWORD: null,
              PGHOSTADDR: null,
              PGSERVICE: null,
              PGREQUIREAUTH: null,
              PGCHANNELBINDING: null,
              PGGSSENCMODE: null,
              PGSSLNEGOTIATION: null,
            },
          ],
        ],
      },
    );
  });

  it('opens none where there is no token, and hands nothing out', async () => {
    noToken = new UserError('These credentials carry no identity.', { kind: 'retry' });
    await assert.rejects(commands().open(task, []), noToken);
    assert.deepEqual([steps, started], [['Connecting a terminal to analytics', 'open analytics'], []]);
  });
});
