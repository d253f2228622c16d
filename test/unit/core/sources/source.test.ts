import assert from 'node:assert/strict';
import { makeSource, parseSourceSettings, sourceSetting } from '../../../../src/core/sources/source.js';

const skipped = (entry: number): string =>
  `Entry ${entry} of the setting redshiftIdc.sources is skipped: it needs a "region" such as eu-west-1, and a profile or an identity by name.`;

describe('the setting of sources', () => {
  it('gives each source once, and reads what it writes', () => {
    const sources = [
      makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1'),
      makeSource({ kind: 'environment' }, 'us-gov-west-1'),
      makeSource({ kind: 'identity', name: 'Acme' }, 'eu-west-1'),
      makeSource({ kind: 'environment' }, 'eu-west-1', { kind: 'identity', name: 'Acme' }),
      makeSource({ kind: 'profile', name: 'browse' }, 'eu-west-1', { kind: 'profile', name: 'tokens' }),
    ];
    const setting = [...sources, ...sources].map(sourceSetting);
    assert.deepEqual(
      { setting: setting.slice(0, 5), read: parseSourceSettings(setting) },
      {
        setting: [
          { profile: 'analytics', region: 'us-east-1' },
          { region: 'us-gov-west-1' },
          { identity: 'Acme', region: 'eu-west-1' },
          { region: 'eu-west-1', tokenIdentity: 'Acme' },
          { profile: 'browse', region: 'eu-west-1', tokenProfile: 'tokens' },
        ],
        read: { sources, problems: [] },
      },
    );
  });

  for (const wrong of [
    null,
    'us-east-1',
    ['us-east-1'],
    {},
    { profile: 'x' },
    { region: 7 },
    { region: 'the moon' },
    { region: 'us-east-1', profile: 7 },
    { region: 'us-east-1', profile: '' },
    { region: 'us-east-1', profile: 'x', identity: 'y' },
    { region: 'us-east-1', tokenProfile: 'x', tokenIdentity: 'y' },
    { region: 'us-east-1', identity: 7 },
  ]) {
    it(`names and skips the entry ${JSON.stringify(wrong)}, and the others count`, () => {
      const { sources, problems } = parseSourceSettings([
        { region: 'us-east-1' },
        wrong,
        { region: 'eu-west-1' },
      ]);
      assert.deepEqual(
        { ids: sources.map(({ id }) => id), problems },
        { ids: ['environment@us-east-1', 'environment@eu-west-1'], problems: [skipped(2)] },
      );
    });
  }

  for (const wrong of ['us-east-1', 7, {}, true]) {
    it(`is no list where it is ${JSON.stringify(wrong)}, and says so`, () =>
      assert.deepEqual(parseSourceSettings(wrong), {
        sources: [],
        problems: ['No source of the setting redshiftIdc.sources counts: it is not a list.'],
      }));
  }
});
