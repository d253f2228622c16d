import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { withoutSource, withSources } from '../../../../src/core/sources/sourceEdits.js';

const usual = makeSource({ kind: 'profile', name: 'default' }, 'us-east-1');
const added = makeSource({ kind: 'environment' }, 'eu-west-1');
const usualEntry = { profile: 'default', region: 'us-east-1' };
const addedEntry = { region: 'eu-west-1' };
/** Entries that are no sources, as a person may have typed them. */
const odd = [null, 'eu-west-1', { region: 'nowhere' }, { profile: 7, region: 'eu-west-1' }, ['a list']];

describe('the setting of sources', () => {
  for (const unset of [null, undefined]) {
    it(`begins with the sources that were there without it where it is ${unset}`, () =>
      assert.deepEqual(
        {
          withOne: withSources(unset, [usual], [added]),
          withoutOne: withoutSource(unset, [usual, added], added.id),
          withoutAll: withoutSource(unset, [usual], usual.id),
        },
        { withOne: [usualEntry, addedEntry], withoutOne: [usualEntry], withoutAll: [] },
      ));
  }

  it('keeps entries that cannot be read, and what entries say besides, where one is added or removed', () => {
    const noted = { ...usualEntry, note: 'mine' };
    const setting = [...odd, noted, addedEntry, ...odd];
    const another = makeSource({ kind: 'profile', name: 'default' }, 'eu-west-1');
    assert.deepEqual(
      {
        withOne: withSources(setting, [], [another]),
        withoutOne: withoutSource(setting, [], added.id),
        withoutNone: withoutSource(setting, [], 'gone'),
      },
      {
        withOne: [...setting, { profile: 'default', region: 'eu-west-1' }],
        withoutOne: [...odd, noted, ...odd],
        withoutNone: setting,
      },
    );
  });

  it('takes no source twice, and loses every entry of one that is removed', () =>
    assert.deepEqual(
      {
        withOne: withSources([usualEntry], [], [usual, added, added]),
        withoutOne: withoutSource([addedEntry, usualEntry, addedEntry], [], added.id),
      },
      { withOne: [usualEntry, addedEntry], withoutOne: [usualEntry] },
    ));

  for (const setting of ['eu-west-1', 7, { region: 'eu-west-1' }]) {
    it(`is left to the person where it is ${JSON.stringify(setting)}`, () => {
      for (const edit of [
        () => withSources(setting, [usual], [added]),
        () => withoutSource(setting, [usual], usual.id),
      ]) {
        assert.throws(edit, (error) => {
          assert.ok(error instanceof UserError);
          assert.deepEqual(
            [error.message, error.action],
            [
              'The setting redshiftIdc.sources is not a list. Mend it, then try again.',
              { kind: 'openSettings' },
            ],
          );
          return true;
        });
      }
    });
  }
});
