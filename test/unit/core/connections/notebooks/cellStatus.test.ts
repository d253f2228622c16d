import assert from 'node:assert/strict';
import { timeOfDay } from '../../../../../src/core/base/duration.js';
import { cellStatus, strangeCellStatus } from '../../../../../src/core/connections/notebooks/cellStatus.js';
import type { EndpointState } from '../../../../../src/core/connections/endpoint/endpointState.js';
import type { TokenState } from '../../../../../src/core/tokens/token.js';
import { madeToken, minute } from '../../../../fakes/madeToken.js';

const now = Date.parse('2027-03-04T12:00:00Z');
const valid: TokenState = { kind: 'valid', token: madeToken(['analytics'], now - 8 * minute) };
const open: EndpointState = {
  kind: 'open',
  port: 54_321,
  isSocketOnly: false,
  socketFolder: undefined,
  sessions: [],
};
const text = (token: TokenState, endpoint: EndpointState, name = 'analytics'): string =>
  cellStatus(name, token, undefined, endpoint, now).text;

describe('the status of a cell that connects', () => {
  const late: TokenState = { kind: 'valid', token: madeToken(['analytics'], now - 55 * minute) };
  const ending: TokenState = { kind: 'expiring', token: madeToken(['analytics'], now - 58.5 * minute) };
  const ended: TokenState = { kind: 'expired', token: madeToken(['analytics'], now - 61 * minute) };
  const table: Readonly<Record<string, readonly [TokenState, EndpointState, string]>> = {
    'the minutes left of its token': [valid, open, '$(key) analytics · 52 min'],
    'a few minutes left, without room for another digit': [late, open, '$(key) analytics · 5 min'],
    'the seconds left before its end': [ending, open, '$(key) analytics · 1:30'],
    'that the token has expired': [ended, open, '$(key) analytics · expired'],
    'that there is no token': [{ kind: 'none' }, open, '$(key) analytics · no token'],
    'the time left where another window has the endpoint': [
      valid,
      { kind: 'elsewhere', port: 54_321 },
      '$(key) analytics · 52 min',
    ],
    'that the endpoint is stopped, whatever the token': [
      valid,
      { kind: 'stopped' },
      '$(key) analytics · endpoint stopped',
    ],
    'no time left where a stranger has the port': [
      valid,
      { kind: 'blocked', port: 54_321 },
      '$(key) analytics · port 54321 taken',
    ],
    'that the endpoint is opening': [valid, { kind: 'opening' }, '$(key) analytics · endpoint opening'],
  };
  for (const [what, [token, endpoint, expected]] of Object.entries(table))
    it(`says ${what}`, () => assert.equal(text(token, endpoint), expected));

  it('tells what a click does: it refreshes, gets, opens, or writes the cell anew', () =>
    assert.deepEqual(
      [
        cellStatus('analytics', valid, undefined, open, now),
        cellStatus('analytics', ended, undefined, open, now),
        cellStatus('analytics', { kind: 'none' }, undefined, open, now),
        cellStatus('analytics', valid, undefined, { kind: 'stopped' }, now),
        strangeCellStatus('analytics'),
      ].map(({ tooltip, click }) => [click, tooltip]),
      [
        ['connect', `This cell connects until ${timeOfDay(now + 52 * minute)}. Click to refresh the token.`],
        ['connect', `The token expired at ${timeOfDay(now - minute)}. Click to get a new one.`],
        ['connect', 'There is no token. Click to get one.'],
        ['connect', 'The local endpoint is not open. Click to get a token and open it.'],
        [
          'insert',
          'The user in this cell was revoked, or the cell was made on another computer. Click to insert the connection anew.',
        ],
      ],
    ));

  it('hides nothing of what a name holds', () =>
    assert.deepEqual(
      [text(valid, open, 'a\u202eb'), strangeCellStatus('a\u202eb').text],
      [String.raw`$(key) a\u{202e}b · 52 min`, String.raw`$(key) a\u{202e}b · cannot log in`],
    ));

  it('never holds the token', () =>
    assert.ok(!JSON.stringify(cellStatus('analytics', valid, undefined, open, now)).includes('secret-of')));
});
