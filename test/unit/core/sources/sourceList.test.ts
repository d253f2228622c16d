import assert from 'node:assert/strict';
import { noRestrictions } from '../../../../src/core/base/restrictions.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { SourceList, type AwsSetup, type ManagedSources } from '../../../../src/core/sources/sourceList.js';

const usual = makeSource({ kind: 'profile', name: 'default' }, 'us-east-1');
const managed = { sources: [], restrictions: noRestrictions };
const setup: AwsSetup = { profiles: [], defaultSource: usual, region: undefined, problems: [] };

describe('the list of sources', () => {
  const start = (setting: unknown, administrator: ManagedSources = managed) => {
    const state = { setting, defaultSource: setup.defaultSource, reads: 0 };
    const list = new SourceList(
      { read: () => state.setting, write: () => Promise.resolve() },
      {
        read: () => {
          state.reads += 1;
          return Promise.resolve({ ...setup, defaultSource: state.defaultSource });
        },
      },
      administrator,
    );
    return { list, state };
  };
  const ids = async ({ list }: ReturnType<typeof start>) => (await list.read()).sources.map(({ id }) => id);

  it('is what the AWS CLI would use where nothing is set', async () =>
    assert.deepEqual(await ids(start(null)), [usual.id]));

  it('is empty where nothing is set and the AWS CLI would find nothing', async () => {
    const started = start(null);
    started.state.defaultSource = undefined;
    assert.deepEqual(await ids(started), []);
  });

  it('is the setting, also an empty one', async () => {
    assert.deepEqual(await ids(start([{ region: 'eu-west-1' }])), ['environment@eu-west-1']);
    assert.deepEqual(await ids(start([])), []);
  });

  it("is an administrator's before that, which counts in place of a person's own, and that is said; what the AWS CLI would use is not added", async () => {
    const given = { ...makeSource({ kind: 'identity', name: 'Acme' }, 'eu-west-1'), isManaged: true };
    const administrator = { ...managed, sources: [given] };
    const read = async (setting: unknown) => {
      const { sources, own, problems } = await start(setting, administrator).list.read();
      return {
        sources: sources.map(({ id, isManaged }) => [id, isManaged]),
        own: own.map(({ id }) => id),
        problems,
      };
    };
    const managedRow = ['identity:Acme@eu-west-1', true];
    const setting = [
      { identity: 'Acme', region: 'eu-west-1', tokenProfile: 'mine' },
      { profile: 'mine', region: 'eu-west-1' },
    ];
    assert.deepEqual(
      [await read(null), await read(setting)],
      [
        { sources: [managedRow], own: [], problems: [] },
        {
          sources: [managedRow, ['profile:mine@eu-west-1', false]],
          own: ['profile:mine@eu-west-1'],
          problems: [
            'Managed by your organisation: it gives the source Acme in eu-west-1 itself, so that one counts and yours is skipped.',
          ],
        },
      ],
    );
  });

  it('leaves out what is in a region that an administrator does not allow, and says so', async () => {
    const restrictions = { ...noRestrictions, allowedRegions: ['eu-west-1'] };
    const { list } = start([{ region: 'eu-west-1' }, { profile: 'mine', region: 'us-east-1' }], {
      ...managed,
      restrictions,
    });
    const { sources, problems } = await list.read();
    assert.deepEqual(
      { ids: sources.map(({ id }) => id), problems },
      {
        ids: ['environment@eu-west-1'],
        problems: [
          'Managed by your organisation: the region us-east-1 is not allowed, so the source mine is skipped.',
        ],
      },
    );
  });

  it('is read once until something may have changed, and says when', async () => {
    const { list, state } = start(null);
    let changes = 0;
    list.onDidChange(() => (changes += 1));
    await Promise.all([list.read(), list.read()]);
    const before = state.reads;
    state.setting = [];
    list.invalidate();
    assert.deepEqual(
      { before, sources: (await list.read()).sources, reads: state.reads, changes },
      { before: 1, sources: [], reads: 2, changes: 1 },
    );
  });

  it('is read again after a read that failed', async () => {
    const failure = new Error('the file cannot be opened');
    const answers = [Promise.reject(failure), Promise.resolve(setup)];
    const list = new SourceList(
      { read: () => null, write: () => Promise.resolve() },
      { read: () => answers.shift() ?? Promise.resolve(setup) },
      managed,
    );
    await assert.rejects(list.read(), failure);
    assert.deepEqual((await list.read()).sources, [usual]);
  });

  it('says what is wrong with the files before what is wrong with the setting', async () => {
    const list = new SourceList(
      { read: () => 'text', write: () => Promise.resolve() },
      { read: () => Promise.resolve({ ...setup, problems: ['The file cannot be read.'] }) },
      managed,
    );
    assert.deepEqual((await list.read()).problems, [
      'The file cannot be read.',
      'No source of the setting redshiftIdc.sources counts: it is not a list.',
    ]);
  });

  it('finds a source by its id, and none that was removed', async () => {
    const { list } = start(null);
    assert.deepEqual([await list.find(usual.id), await list.find('gone')], [usual, undefined]);
  });
});
