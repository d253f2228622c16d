import assert from 'node:assert/strict';
import { firstPort } from '../../../../src/core/connections/endpoint/endpointPort.js';
import { WorkgroupRows } from '../../../../src/core/connections/workgroupRows.js';
import { workgroupKey } from '../../../../src/core/sources/workgroup.js';
import { TokenRows } from '../../../../src/core/tokens/tokenRows.js';
import { madeRef, madeToken, madeWorkgroup, minute } from '../../../fakes/madeToken.js';
import { Computer } from './endpointWindow.js';

const analytics = madeWorkgroup('analytics');
const key = workgroupKey(analytics);
const port = firstPort(analytics.arn);
const { signal } = new AbortController();

describe('rows of workgroups with tokens and local endpoints', () => {
  let computer: Computer;
  let window: ReturnType<Computer['window']>;
  let tokens: TokenRows;
  let rows: WorkgroupRows;
  beforeEach(() => {
    computer = new Computer();
    window = computer.window();
    const { endpoints, handOuts, held, refusals } = window;
    tokens = new TokenRows(held, refusals, computer.clock, () => 5);
    rows = new WorkgroupRows(tokens, endpoints, handOuts, computer.clock, true);
  });
  /** Whether the row is shown anew, after each step. */
  const shownAnew = async (
    steps: Readonly<Record<string, () => unknown>>,
  ): Promise<Readonly<Record<string, boolean>>> => {
    let before = rows.noted().get(key);
    const answers: Record<string, boolean> = {};
    for (const [name, step] of Object.entries(steps)) {
      await step();
      const after = rows.noted().get(key);
      answers[name] = before !== after;
      before = after;
    }
    return answers;
  };

  it('say how token, endpoint and hand-outs stand together', async () => {
    await window.held.keep(madeToken(['analytics'], computer.clock.now()));
    const { user } = await window.handOuts.make(analytics, 'psql');
    await window.endpoints.start(analytics, signal);
    const { description, contextValue, tooltip = '' } = rows.row(analytics);
    assert.deepEqual(
      { description, contextValue, lines: tooltip.split('\n\n').slice(-4, -1), who: tooltip.includes(user) },
      {
        description: '60 min · endpoint',
        contextValue: 'workgroup withToken listed endpoint withHandOuts',
        lines: [
          `Local endpoint: 127.0.0.1:${port}`,
          'Socket folder: /run/endpoints',
          `From your own computer: forward port ${port} in the Ports view, and connect to the address it shows there.`,
        ],
        who: true,
      },
    );
  });

  it('are those of their tokens alone where there is no endpoint', async () => {
    await window.held.keep(madeToken(['analytics'], computer.clock.now()));
    assert.deepEqual([rows.row(analytics), [...rows.noted()]], [tokens.row(analytics), [...tokens.noted()]]);
  });

  it('are shown anew where something they say has changed, and only then', async () => {
    const { endpoints, handOuts, held } = window;
    const psql = await handOuts.make(analytics, 'psql');
    const steps = {
      'nothing happens': () => undefined,
      'time passes': () => computer.clock.advance(minute),
      'the endpoint opens': () => endpoints.start(analytics, signal),
      'it is asked for again': () => endpoints.start(analytics, signal),
      'a client comes': () => computer.opener.connect(port, psql.user, psql.password),
      'another workgroup is handed out': () => handOuts.make(madeRef('marketing'), 'psql'),
      'it is handed out again': () => handOuts.make(analytics, 'SQLTools'),
      'a token comes': () => held.keep(madeToken(['analytics'], computer.clock.now())),
      'nothing more happens': () => undefined,
    };
    assert.deepEqual(await shownAnew(steps), {
      'nothing happens': false,
      'time passes': false,
      'the endpoint opens': true,
      'it is asked for again': false,
      'a client comes': true,
      'another workgroup is handed out': false,
      'it is handed out again': true,
      'a token comes': true,
      'nothing more happens': false,
    });
  });

  it('are shown anew where an endpoint is open for which nothing is handed out', async () => {
    const { endpoints, handOuts, held } = window;
    await held.keep(madeToken(['analytics'], computer.clock.now()));
    const steps = {
      'it opens': () => endpoints.start(analytics, signal),
      'a visitor comes': async () => {
        const { user, password } = await handOuts.make(analytics, 'Test Connection');
        computer.opener.connect(port, user, password);
      },
      'the visitor goes': () => endpoints.revoke(analytics, handOuts.of(analytics)[0]!.user),
      'nothing happens': () => undefined,
      'it is stopped': () => endpoints.stop(analytics),
    };
    assert.deepEqual(
      [await shownAnew(steps), rows.noted().get(key) === tokens.noted().get(key)],
      [
        {
          'it opens': true,
          'a visitor comes': true,
          'the visitor goes': true,
          'nothing happens': false,
          'it is stopped': true,
        },
        true,
      ],
    );
  });

  it('say nothing of an endpoint once it is stopped and all is revoked', async () => {
    const { endpoints, handOuts } = window;
    const { user } = await handOuts.make(analytics, 'psql');
    await endpoints.start(analytics, signal);
    const before = [...rows.noted().keys()];
    await endpoints.stop(analytics);
    await endpoints.revoke(analytics, user);
    assert.deepEqual(
      [before, [...rows.noted().keys()], rows.row(analytics)],
      [[key], [], tokens.row(analytics)],
    );
  });
});
