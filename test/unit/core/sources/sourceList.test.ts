import assert from 'node:assert/strict';
import { makeSource } from '../../../../src/core/sources/source.js';
import { SourceList, type AwsSetup } from '../../../../src/core/sources/sourceList.js';

const usual = makeSource({ kind: 'profile', name: 'default' }, 'us-east-1');
const setup: AwsSetup = { profiles: [], defaultSource: usual, region: undefined, problems: [] };

describe('the list of sources', () => {
  const start = (setting: unknown, defaultSource = setup.defaultSource) => {
    const state = { setting, defaultSource, reads: 0 };
    const list = new SourceList(
      { read: () => state.setting, write: () => Promise.resolve() },
      {
        read: () => {
          state.reads += 1;
          return Promise.resolve({ ...setup, defaultSource: state.defaultSource });
        },
      },
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
    );
    await assert.rejects(list.read(), failure);
    assert.deepEqual((await list.read()).sources, [usual]);
  });

  it('says what is wrong with the files before what is wrong with the setting', async () => {
    const list = new SourceList(
      { read: () => 'text', write: () => Promise.resolve() },
      { read: () => Promise.resolve({ ...setup, problems: ['The file cannot be read.'] }) },
    );
    assert.deepEqual((await list.read()).problems, [
      'The file cannot be read.',
      'The setting redshiftIdc.sources is not a list, so no source counts.',
    ]);
  });

  it('finds a source by its id, and none that was removed', async () => {
    const { list } = start(null);
    assert.deepEqual([await list.find(usual.id), await list.find('gone')], [usual, undefined]);
  });
});
