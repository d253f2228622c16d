import assert from 'node:assert/strict';
import { noRestrictions, strictest } from '../../../../src/core/base/restrictions.js';
import { machineSetup } from '../../../../src/core/identity/setupFile.js';
import { good } from './givenSetup.js';

describe('The set-up file of a computer', () => {
  it('restricts nothing where there is none', () =>
    assert.deepEqual(machineSetup({ kind: 'absent' }), {
      kind: 'none',
      isUnderstood: true,
      identities: [],
      sources: [],
      restrictions: noRestrictions,
      problems: [],
    }));

  it('counts as it stands, and its sources are managed', () => {
    const setup = machineSetup({ kind: 'text', text: JSON.stringify(good) });
    assert.deepEqual(
      {
        kind: setup.kind,
        isUnderstood: setup.isUnderstood,
        identities: setup.identities.map(({ name }) => name),
        sources: setup.sources.map(({ id, isManaged }) => [id, isManaged]),
        restrictions: setup.restrictions,
        problems: setup.problems,
      },
      {
        kind: 'read',
        isUnderstood: true,
        identities: ['company'],
        sources: [['identity:company@eu-west-1', true]],
        restrictions: { ...noRestrictions, canCopyToken: false },
        problems: [],
      },
    );
  });

  const strict: readonly (readonly [object, string])[] = [
    [
      { ...good, restrictions: { copyToken: 'no' } },
      'The restrictions of the computer\'s set-up file cannot be read: "copyToken" must be true or false.',
    ],
    [
      { ...good, restrictions: undefined, restriction: { copyToken: false } },
      '"restriction" of the computer\'s set-up file is not known.',
    ],
  ];
  for (const [file, problem] of strict) {
    it(`is as strict as can be, and its entries count, where ${problem}`, () => {
      const setup = machineSetup({ kind: 'text', text: JSON.stringify(file) });
      assert.deepEqual(
        [
          setup.kind,
          setup.isUnderstood,
          setup.identities.length,
          setup.sources.length,
          setup.restrictions,
          setup.problems,
        ],
        ['read', false, 1, 1, strictest, [problem]],
      );
    });
  }

  const broken = [
    [{ kind: 'text', text: '{"version": 1' }, 'it is not JSON in UTF-8'],
    [
      { kind: 'text', text: '{"version": 2}' },
      'its "version" is not 1, the only one that this extension knows',
    ],
    [{ kind: 'text', text: '' }, 'it is not JSON in UTF-8'],
    [{ kind: 'unreadable', why: 'it is larger than 1 MB' }, 'it is larger than 1 MB'],
  ] as const;
  for (const [file, why] of broken) {
    it(`is as strict as can be where ${JSON.stringify(file)} was found`, () =>
      assert.deepEqual(machineSetup(file), {
        kind: 'broken',
        isUnderstood: false,
        identities: [],
        sources: [],
        restrictions: strictest,
        problems: [
          `Managed by your organisation: the computer's set-up file cannot be read (${why}), so all that it can forbid is forbidden. Tell your administrator.`,
        ],
      }));
  }
});
