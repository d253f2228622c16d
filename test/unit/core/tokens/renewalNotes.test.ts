import assert from 'node:assert/strict';
import {
  mergeNotes,
  noNotes,
  notesFields,
  parseNotes,
  withAsked,
} from '../../../../src/core/tokens/renewalNotes.js';

describe('what windows note of tokens', () => {
  it('comes back as it was written', () => {
    const notes = {
      asked: ['a', 'b/end'],
      refused: ['c'],
      retries: new Map([['d', { failures: 2, at: 7 }]]),
    };
    assert.deepEqual(parseNotes(JSON.parse(JSON.stringify(notesFields(notes)))), notes);
  });

  it('is nothing where it is of another shape', () => {
    for (const odd of ['text', 7, null, [], { asked: 'x', refused: [1, {}], retries: { d: { at: 'soon' } } }])
      assert.deepEqual(parseNotes(odd), noNotes);
  });

  it('is bounded, and the newest is kept', () => {
    const many = Array.from({ length: 150 }, (_, at) => `id-${at}`);
    const notes = mergeNotes(withAsked(noNotes, many), withAsked(noNotes, ['newest']));
    assert.deepEqual([notes.asked.length, notes.asked[0], notes.asked.at(-1)], [100, 'id-51', 'newest']);
  });
});
