import assert from 'node:assert/strict';
import {
  countdownText,
  durationWords,
  untilCountdownChangesMs,
  utcTime,
} from '../../../../src/core/base/duration.js';

const second = 1000;
const minute = 60 * second;
const figureSpace = '\u2007';

describe('durations', () => {
  const countdowns: readonly (readonly [leftMs: number, text: string, changesInMs: number])[] = [
    [60 * minute, '60 min', minute],
    [60 * minute - 1, '60 min', minute - 1],
    [59 * minute, '59 min', minute],
    [9 * minute, `${figureSpace}9 min`, minute],
    [2 * minute + 1, `${figureSpace}3 min`, 1],
    [2 * minute, '2:00', second],
    [119 * second, '1:59', second],
    [118_500, '1:59', 500],
    [61 * second, '1:01', second],
    [minute, '1:00', second],
    [9 * second, '0:09', second],
    [1, '0:01', 1],
    [0, '0:00', second],
    [-5 * minute, '0:00', second],
  ];
  for (const [leftMs, text] of countdowns)
    it(`counts ${leftMs} ms down as "${text}"`, () => assert.equal(countdownText(leftMs), text));

  for (const [leftMs, text, changesInMs] of countdowns.filter(([left]) => left > 0)) {
    it(`wakes just when "${text}" of ${leftMs} ms changes`, () => {
      assert.equal(untilCountdownChangesMs(leftMs), changesInMs);
      assert.equal(countdownText(leftMs - changesInMs + 1), text);
      assert.notEqual(countdownText(leftMs - changesInMs - 1), text);
    });
  }

  const words: Readonly<Record<number, string>> = {
    [60 * minute]: '60 minutes',
    [5 * minute]: '5 minutes',
    [4 * minute + 40 * second]: '5 minutes',
    [2 * minute]: '2 minutes',
    [90 * second]: '90 seconds',
    [minute]: '1 minute',
    [40 * second]: '40 seconds',
    [0]: '0 seconds',
    [-1]: '0 seconds',
  };
  for (const [ms, text] of Object.entries(words))
    it(`says ${ms} ms as "${text}"`, () => assert.equal(durationWords(Number(ms)), text));

  it('says a time to the minute with its zone', () =>
    assert.equal(utcTime(Date.parse('2027-03-04T05:06:59.999Z')), '2027-03-04 05:06 UTC'));
});
