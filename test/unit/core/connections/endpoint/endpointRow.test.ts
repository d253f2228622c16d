import assert from 'node:assert/strict';
import { timeOfDay } from '../../../../../src/core/base/duration.js';
import {
  withEndpoint,
  type EndpointFacts,
} from '../../../../../src/core/connections/endpoint/endpointRow.js';
import type { EndpointState } from '../../../../../src/core/connections/endpoint/endpointState.js';
import type { Row } from '../../../../../src/core/sources/sourceRow.js';

const now = Date.parse('2027-03-04T12:00:00Z');
const bare: Row = {
  label: 'analytics',
  description: '52 min',
  icon: { name: 'key' },
  tooltip: 'Status: available',
  contextValue: 'workgroup withToken listed',
  spoken: 'Workgroup analytics, 52 min',
  action: undefined,
};
const password = `rsidc_${'x'.repeat(43)}`;
const psql = { user: 'psql_aaaaaa', password, client: 'psql', madeAt: now };
const tools = { user: 'sqltools_bbbbbb', password, client: 'SQLTools', madeAt: now };
const session = { user: psql.user, applicationName: '**bold**', since: now };
const open = {
  kind: 'open',
  port: 54_321,
  isSocketOnly: false,
  socketFolder: undefined,
  sessions: [],
} as const;
const shown = (state: EndpointState, rest: Partial<EndpointFacts> = {}): unknown => {
  const row = withEndpoint(bare, { state, handOuts: [], isRemote: false, ...rest }, now);
  assert.deepEqual([row.label, row.icon, row.action], [bare.label, bare.icon, bare.action]);
  return [row.description, row.spoken, row.contextValue, row.tooltip?.split('\n\n').slice(1)];
};
const forward =
  'From your own computer: forward port 54321 in the Ports view, and connect to the address it shows there.';

describe('the row of a workgroup with a local endpoint', () => {
  it('is as before where there is none', () =>
    assert.deepEqual(
      withEndpoint(bare, { state: { kind: 'stopped' }, handOuts: [], isRemote: true }, now),
      bare,
    ));

  const table: Readonly<Record<string, readonly [unknown, unknown]>> = {
    'that it is opening': [
      shown({ kind: 'opening' }),
      [
        '52 min · endpoint opening',
        'Workgroup analytics, 52 min, endpoint opening',
        'workgroup withToken listed',
        [],
      ],
    ],
    'its port': [
      shown(open),
      [
        '52 min · endpoint',
        'Workgroup analytics, 52 min, endpoint',
        'workgroup withToken listed endpoint',
        ['Local endpoint: 127.0.0.1:54321'],
      ],
    ],
    'who has a hand-out, since when, and how many sessions': [
      shown({ ...open, socketFolder: '/run/x', sessions: [session, session] }, { handOuts: [psql, tools] }),
      [
        '52 min · endpoint, 2 sessions',
        'Workgroup analytics, 52 min, endpoint, 2 sessions',
        'workgroup withToken listed endpoint withHandOuts',
        [
          'Local endpoint: 127.0.0.1:54321',
          String.raw`Socket folder: /run/x`,
          String.raw`psql: user psql_aaaaaa, since ${timeOfDay(now)}, 2 sessions`,
          String.raw`SQLTools: user sqltools_bbbbbb, since ${timeOfDay(now)}`,
        ],
      ],
    ],
    'one session': [
      shown({ ...open, sessions: [session] }, { handOuts: [psql] }),
      [
        '52 min · endpoint, 1 session',
        'Workgroup analytics, 52 min, endpoint, 1 session',
        'workgroup withToken listed endpoint withHandOuts',
        [
          'Local endpoint: 127.0.0.1:54321',
          String.raw`psql: user psql_aaaaaa, since ${timeOfDay(now)}, 1 session`,
        ],
      ],
    ],
    'its hand-outs while it is stopped': [
      shown({ kind: 'stopped' }, { handOuts: [tools] }),
      [
        '52 min',
        'Workgroup analytics, 52 min',
        'workgroup withToken listed withHandOuts',
        [String.raw`SQLTools: user sqltools_bbbbbb, since ${timeOfDay(now)}`],
      ],
    ],
    'how to reach it from the laptop': [
      shown(open, { isRemote: true }),
      [
        '52 min · endpoint',
        'Workgroup analytics, 52 min, endpoint',
        'workgroup withToken listed endpoint',
        ['Local endpoint: 127.0.0.1:54321', forward],
      ],
    ],
    'that nothing listens on the port': [
      shown({ ...open, isSocketOnly: true, socketFolder: '/run/x' }, { isRemote: true }),
      [
        '52 min · endpoint',
        'Workgroup analytics, 52 min, endpoint',
        'workgroup withToken listed endpoint',
        ['Local endpoint: its socket alone (port 54321 in its name)', String.raw`Socket folder: /run/x`],
      ],
    ],
    'that another window has it': [
      shown({ kind: 'elsewhere', port: 54_321 }, { isRemote: true }),
      [
        '52 min · endpoint open in another window',
        'Workgroup analytics, 52 min, endpoint open in another window',
        'workgroup withToken listed endpointElsewhere',
        ['Local endpoint: port 54321, open in another window of VS Code', forward],
      ],
    ],
    'that a stranger has its port': [
      shown({ kind: 'blocked', port: 54_321 }),
      [
        '52 min · endpoint: port 54321 taken',
        'Workgroup analytics, 52 min, endpoint: port 54321 taken',
        'workgroup withToken listed endpointBlocked',
        [
          'Local endpoint: shut, since another program listens on port 54321. Close that program, then connect again.',
        ],
      ],
    ],
  };
  for (const [what, [made, expected]] of Object.entries(table))
    it(`says ${what}`, () => assert.deepEqual(made, expected));

  it('hides nothing of what the name of a client holds', () => {
    const client = '[x](command:y) <img src=z> **b**\u202e\nnext';
    const { tooltip } = withEndpoint(
      { ...bare, tooltip: undefined },
      { state: { kind: 'stopped' }, handOuts: [{ ...psql, client }], isRemote: false },
      now,
    );
    assert.equal(
      tooltip,
      String.raw`[x]\u{28}command:y) <img src=z> **b**\u{202e}\u{a}next: user psql_aaaaaa, since ${timeOfDay(now)}`,
    );
  });

  it('never holds a password', () =>
    assert.ok(
      !JSON.stringify(
        withEndpoint(
          bare,
          { state: { ...open, sessions: [session] }, handOuts: [psql], isRemote: true },
          now,
        ),
      ).includes('rsidc_'),
    ));
});
