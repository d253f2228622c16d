import assert from 'node:assert/strict';
import { timeOfDay } from '../../../../src/core/base/duration.js';
import { statusBar, type StatusBar } from '../../../../src/core/tokens/statusBar.js';
import type { Token } from '../../../../src/core/tokens/token.js';
import { madeRef, madeToken, minute } from '../../../fakes/madeToken.js';

const now = Date.parse('2027-03-04T12:00:00Z');
/** A token for an hour that has so many minutes left. */
const withLeft = (minutes: number, ...names: string[]): Token =>
  madeToken(names, now + (minutes - 60) * minute);
const until = (minutes: number): string => timeOfDay(now + minutes * minute);

interface Row {
  readonly tokens: readonly Token[];
  readonly ticked: readonly string[];
  readonly shown: Omit<StatusBar, 'spoken'> | undefined;
}

const rows: Readonly<Record<string, Row>> = {
  'nothing where nothing is ticked or held': { tokens: [], ticked: [], shown: undefined },
  'that there is no token where only ticks are': {
    tokens: [],
    ticked: ['marketing', 'analytics', 'finance'],
    shown: {
      text: '$(key) no token',
      tooltip: 'No Redshift token for analytics and 2 more',
      background: 'none',
    },
  },
  'minutes, without colour, while a token is good': {
    tokens: [withLeft(52, 'analytics')],
    ticked: ['analytics'],
    shown: {
      text: '$(key) 52 min',
      tooltip: `Redshift token for analytics: until ${until(52)}`,
      background: 'none',
    },
  },
  'a warning within the lead time': {
    tokens: [withLeft(5, 'analytics')],
    ticked: [],
    shown: {
      text: '$(key) \u20075 min',
      tooltip: `Redshift token for analytics: until ${until(5)}`,
      background: 'warning',
    },
  },
  'seconds in the last two minutes': {
    tokens: [withLeft(118 / 60, 'analytics')],
    ticked: [],
    shown: {
      text: '$(key) 1:58',
      tooltip: `Redshift token for analytics: until ${until(118 / 60)}`,
      background: 'warning',
    },
  },
  'the earliest end, and how many others there are': {
    tokens: [withLeft(40, 'c'), withLeft(20, 'a', 'b'), withLeft(30, 'd')],
    ticked: ['a'],
    shown: {
      text: '$(key) 20 min +2',
      tooltip: [
        `Redshift token for a and 1 more: until ${until(20)}`,
        `Redshift token for d: until ${until(30)}`,
        `Redshift token for c: until ${until(40)}`,
      ].join('\n\n'),
      background: 'none',
    },
  },
  'an error where a ticked workgroup needs a token that has ended': {
    tokens: [withLeft(-3, 'analytics'), withLeft(20, 'b')],
    ticked: ['analytics'],
    shown: {
      text: '$(key) expired +1',
      tooltip: `Redshift token for analytics: expired at ${until(-3)}\n\nRedshift token for b: until ${until(20)}`,
      background: 'error',
    },
  },
  'a token that has ended and that nobody ticked, where it is the only one, without alarm': {
    tokens: [withLeft(-3, 'analytics')],
    ticked: [],
    shown: {
      text: '$(key) expired',
      tooltip: `Redshift token for analytics: expired at ${until(-3)}`,
      background: 'none',
    },
  },
  'nothing of a token that has ended and that nobody ticked beside one that lives': {
    tokens: [withLeft(-3, 'analytics'), withLeft(20, 'b')],
    ticked: [],
    shown: { text: '$(key) 20 min', tooltip: `Redshift token for b: until ${until(20)}`, background: 'none' },
  },
};

describe('the status bar', () => {
  for (const [what, { tokens, ticked, shown }] of Object.entries(rows)) {
    it(`shows ${what}`, () => {
      const refs = ticked.map((name) => madeRef(name));
      const bar = statusBar(tokens, refs, now, 5);
      const spoken = shown === undefined ? undefined : { ...shown, spoken: shown.tooltip.split('\n')[0] };
      assert.deepEqual(bar, spoken);
    });
  }
});
