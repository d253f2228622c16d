import fc from 'fast-check';
import assert from 'node:assert/strict';
import { noRestrictions, strictest } from '../../../../src/core/base/restrictions.js';
import { identitySetting } from '../../../../src/core/identity/identitySettings.js';
import { maxSetupBytes, parseSetup } from '../../../../src/core/identity/setupFile.js';
import { sourceSetting } from '../../../../src/core/sources/source.js';
import { good, identity, source } from './givenSetup.js';

/** What was read, by name. */
function outcome(text: string): unknown {
  const setup = parseSetup(text);
  if (setup.kind === 'broken') return setup.problem;
  return {
    identities: setup.identities.map(({ name }) => name),
    sources: setup.sources.map(({ id, given }) => [id, ...given.map(({ name }) => name)]),
    restrictions: setup.restrictions,
    problems: setup.problems,
  };
}

const all = {
  identities: ['company'],
  sources: [['identity:company@eu-west-1', 'analytics']],
  restrictions: { ...noRestrictions, canCopyToken: false },
  problems: [],
};

describe('A set-up file', () => {
  it('holds identities, sources, given workgroups and restrictions', () =>
    assert.deepEqual(outcome(JSON.stringify(good)), all));

  it('may begin with a byte order mark, and stand on many lines or on one', () =>
    assert.deepEqual(
      [`\uFEFF${JSON.stringify(good)}`, JSON.stringify(good, undefined, 2), ` ${JSON.stringify(good)}\n`].map(
        outcome,
      ),
      [all, all, all],
    ));

  it('may hold nothing but its version', () =>
    assert.deepEqual(outcome('{"version": 1}'), {
      identities: [],
      sources: [],
      restrictions: noRestrictions,
      problems: [],
    }));

  it('may be as large as 1 MB', () =>
    assert.deepEqual(outcome(JSON.stringify(good).padEnd(maxSetupBytes)), all));

  const broken: readonly (readonly [string, string, string])[] = [
    ['empty', '', 'it is not JSON in UTF-8'],
    ['cut off', JSON.stringify(good).slice(0, -1), 'it is not JSON in UTF-8'],
    ['with a comment', '{"version": 1} // ours', 'it is not JSON in UTF-8'],
    ['in UTF-16, read as UTF-8', '\uFFFD\uFFFD{\0"\0v\0', 'it is not JSON in UTF-8'],
    ['a list', JSON.stringify([good]), 'it is not a JSON object'],
    ['null', 'null', 'it is not a JSON object'],
    ['a text', '"version"', 'it is not a JSON object'],
    ['without a version', '{"identities": []}', 'it has no "version"'],
    [
      'of version 2',
      JSON.stringify({ ...good, version: 2 }),
      'its "version" is not 1, the only one that this extension knows',
    ],
    [
      'with a version that is a text',
      JSON.stringify({ ...good, version: '1' }),
      'its "version" is not 1, the only one that this extension knows',
    ],
    ['too large', JSON.stringify(good).padEnd(maxSetupBytes + 1), 'it is larger than 1 MB'],
    ['nested without end', '['.repeat(100_000), 'it is not JSON in UTF-8'],
  ];
  for (const [kind, text, why] of broken) {
    it(`is not read where it is ${kind}`, () =>
      assert.equal(outcome(text), `The set-up file cannot be read: ${why}.`));
  }

  const partly: readonly (readonly [string, object, object])[] = [
    [
      'identities that are an object',
      { identities: identity },
      { ...all, identities: [], problems: ['"identities" of the set-up file is not a list.'] },
    ],
    [
      'sources that are null',
      { sources: null },
      { ...all, sources: [], problems: ['"sources" of the set-up file is not a list.'] },
    ],
    [
      'identities that are wrong',
      { identities: [{ ...identity, name: 'other', issuer: 'http://id.example.com' }, identity, 7] },
      {
        ...all,
        problems: [
          'The identity "other" of the set-up file is skipped: its "issuer" must be the https URL that the OpenID provider calls itself.',
          'Identity 3 of the set-up file is skipped: it needs a "name".',
        ],
      },
    ],
    [
      'an identity with a field missing',
      { identities: [identity, { ...identity, accessRoleArn: undefined, name: 'other' }] },
      {
        ...all,
        problems: [
          'The identity "other" of the set-up file is skipped: its "accessRoleArn" must be the ARN of a role.',
        ],
      },
    ],
    [
      'a source in no region',
      { sources: [{ region: 'Ireland' }, { ...source, note: 'kept out' }] },
      {
        ...all,
        problems: [
          'Entry 1 of the sources of the set-up file is skipped: it needs a "region" such as eu-west-1, and a profile or an identity by name.',
        ],
      },
    ],
    [
      'a field of its own',
      { comment: 'ours' },
      { ...all, problems: ['"comment" of the set-up file is not known.'] },
    ],
    [
      'a restriction that is not known',
      { restrictions: { copyTokens: false } },
      {
        ...all,
        restrictions: strictest,
        problems: ['The restrictions of the set-up file cannot be read: "copyTokens" is not known.'],
      },
    ],
  ];
  for (const [kind, change, expected] of partly) {
    it(`counts but for what is wrong in it: ${kind}`, () =>
      assert.deepEqual(outcome(JSON.stringify({ ...good, ...change })), expected));
  }

  it('is refused with a sentence, or read so that it is read the same again, whatever it is', function () {
    // Hundreds of made-up files, on machines that others use too.
    this.timeout(20_000);
    const json = fc.jsonValue({ maxDepth: 1 });
    const entry = fc.dictionary(
      fc.constantFrom(...Object.keys(identity), ...Object.keys(source), 'scopes', 'authorizeParameters'),
      fc.oneof(json, fc.constantFrom('company', 'eu-west-1', 'https://id.example.com')),
    );
    const changed = (one: object) =>
      fc.oneof(entry, json).map((change) => ({ ...one, ...Object(change) }) as object);
    const file = fc.record(
      {
        version: fc.oneof({ weight: 9, arbitrary: fc.constant(1) }, json),
        identities: fc.oneof(fc.array(fc.oneof(changed(identity), json), { maxLength: 2 }), json),
        sources: fc.oneof(fc.array(fc.oneof(changed(source), json), { maxLength: 2 }), json),
        restrictions: fc.oneof(json, fc.constant(good.restrictions)),
      },
      { requiredKeys: ['version'] },
    );
    const text = fc.oneof(
      file.map((value) => JSON.stringify(value)),
      fc.json({ maxDepth: 1 }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (any) => {
        const setup = parseSetup(any);
        if (setup.kind === 'broken') {
          assert.match(setup.problem, /^The set-up file cannot be read: .+\.$/);
          return;
        }
        const identities = setup.identities.map(identitySetting);
        const written = JSON.stringify({ version: 1, identities, sources: setup.sources.map(sourceSetting) });
        assert.deepEqual(parseSetup(written), { ...setup, restrictions: noRestrictions, problems: [] });
      }),
      { numRuns: 50 },
    );
  });
});
