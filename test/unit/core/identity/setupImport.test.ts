import fc from 'fast-check';
import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import { parseSetup, type Setup } from '../../../../src/core/identity/setupFile.js';
import { planImport, type ImportPlan } from '../../../../src/core/identity/setupImport.js';
import { makeSource, parseSourceSettings, type Source } from '../../../../src/core/sources/source.js';
import { good, identity, source } from './givenSetup.js';

function setupOf(file: object): Setup {
  const setup = parseSetup(JSON.stringify({ version: 1, ...file }));
  assert.ok(setup.kind === 'read');
  return setup;
}

function plan(file: object, before: { identities?: unknown; sources?: unknown }, implicit: Source[] = []) {
  return planImport(setupOf(file), { identities: null, sources: null, ...before, implicit });
}

/** The plan, with names for what it changes. */
function outcome({ identities, sources, unchanged, settings }: ImportPlan): unknown {
  return {
    identities: identities.map(({ value, former }) => [value.name, former?.name]),
    sources: sources.map(({ value, former }) => [value.id, former?.id]),
    unchanged,
    settings,
  };
}

const nothing = {
  identities: [],
  sources: [],
  unchanged: 0,
  settings: { identities: undefined, sources: undefined },
};
const written = {
  ...identity,
  scopes: ['openid', 'email', 'offline_access'],
  redirectUri: 'http://127.0.0.1/callback',
  assertion: 'idToken',
  authorizeParameters: {},
  needsClientSecret: false,
};
const sourceId = 'identity:company@eu-west-1';
/** Entries that cannot be read, as a person may have typed them. */
const odd = [null, 7, { name: 'company', region: 'nowhere' }];

describe('An import of a set-up', () => {
  it('adds all of it where nothing is set', () =>
    assert.deepEqual(outcome(plan(good, {})), {
      ...nothing,
      identities: [['company', undefined]],
      sources: [[sourceId, undefined]],
      settings: { identities: [written], sources: [source] },
    }));

  it('writes of an entry only what is understood and shown', () =>
    assert.deepEqual(
      plan({ identities: [{ ...identity, later: 1 }], sources: [{ ...source, later: 1 }] }, {}).settings,
      { identities: [written], sources: [source] },
    ));

  it('changes nothing where all of it is there, however it is written', () =>
    assert.deepEqual(
      outcome(
        plan(
          { ...good, identities: [{ ...identity, authorizeParameters: { prompt: 'login', audience: 'x' } }] },
          {
            identities: [
              { ...written, authorizeParameters: { audience: 'x', prompt: 'login' }, note: 'mine' },
            ],
            sources: [{ ...source, note: 'mine' }],
          },
        ),
      ),
      { ...nothing, unchanged: 2 },
    ));

  it('replaces the identity of the same name, and keeps all others, what cannot be read, and notes', () => {
    const other = { ...identity, name: 'other' };
    const former = { ...identity, issuer: 'https://old.example.com', scopes: ['openid'], note: 'mine' };
    assert.deepEqual(outcome(plan({ identities: [identity] }, { identities: [...odd, former, other] })), {
      ...nothing,
      identities: [['company', 'company']],
      settings: { identities: [...odd, { ...written, note: 'mine' }, other], sources: undefined },
    });
  });

  it('replaces what gets the tokens of a source, and keeps its notes and its other workgroups', () => {
    const former = {
      ...source,
      tokenProfile: 'old',
      note: 'mine',
      workgroups: ['odd', { name: 'sales', note: 'mine' }, { name: 'analytics', host: 'old.example.com' }],
    };
    assert.deepEqual(outcome(plan({ sources: [source] }, { sources: [...odd, former] })), {
      ...nothing,
      sources: [[sourceId, sourceId]],
      settings: {
        identities: undefined,
        sources: [
          ...odd,
          {
            ...source,
            note: 'mine',
            workgroups: ['odd', { name: 'sales', note: 'mine' }, { name: 'analytics' }],
          },
        ],
      },
    });
  });

  it('takes no workgroup away from a source that it says nothing new of', () => {
    const former = { ...source, workgroups: [{ name: 'sales' }, { name: 'analytics' }] };
    assert.deepEqual(outcome(plan({ sources: [source] }, { sources: [former] })), {
      ...nothing,
      unchanged: 1,
    });
  });

  it('takes no tunnel away, and replaces one that it says something else of', () => {
    const mine = { ...source, connectTo: { sales: 'localhost:6000', analytics: 'localhost:6001' } };
    const theirs = { ...source, connectTo: { analytics: 'tunnel.example.com:6001' } };
    assert.deepEqual(
      {
        nothingNew: outcome(plan({ sources: [source] }, { sources: [mine] })),
        replaced: plan({ sources: [theirs] }, { sources: [mine] }).settings.sources,
      },
      {
        nothingNew: { ...nothing, unchanged: 1 },
        replaced: [
          { ...source, connectTo: { sales: 'localhost:6000', analytics: 'tunnel.example.com:6001' } },
        ],
      },
    );
  });

  it('keeps the sources that are there while none is set', () => {
    const implicit = makeSource({ kind: 'profile', name: 'default' }, 'us-east-1');
    assert.deepEqual(plan({ sources: [source] }, {}, [implicit]).settings.sources, [
      { profile: 'default', region: 'us-east-1' },
      source,
    ]);
  });

  it('leaves the setting of sources unset where only identities are new', () =>
    assert.equal(plan({ identities: [identity] }, {}).settings.sources, undefined));

  for (const name of ['identities', 'sources'] as const) {
    it(`is refused where the setting of ${name} is no list`, () =>
      assert.throws(
        () => plan(good, { [name]: { mine: true } }),
        (error) =>
          error instanceof UserError &&
          error.message === `The setting redshiftIdc.${name} is not a list. Mend it, then try again.` &&
          error.action.kind === 'openSettings',
      ));
  }

  it('leads to settings that hold all of it and lose nothing, and that a second import leaves alone', () => {
    const names = fc.constantFrom('company', 'other', 'third');
    const identities = fc.uniqueArray(
      fc
        .record({ name: names, clientId: fc.constantFrom('a', 'b') })
        .map((change) => ({ ...identity, ...change })),
      { selector: ({ name }) => name },
    );
    const sources = fc.array(
      fc.record(
        {
          identity: names,
          region: fc.constantFrom('eu-west-1', 'us-east-1'),
          tokenProfile: fc.constantFrom('p', 'q'),
          workgroups: fc.array(fc.record({ name: fc.constantFrom('one', 'two', 'three') }), { maxLength: 2 }),
          connectTo: fc.dictionary(fc.constantFrom('one', 'two'), fc.constantFrom('a:1', 'b:2')),
        },
        { requiredKeys: ['identity', 'region'] },
      ),
      { maxLength: 4 },
    );
    const file = fc.record({ identities, sources });
    fc.assert(
      fc.property(file, file, (imported, before) => {
        const first = plan(imported, before);
        const after = {
          identities: first.settings.identities ?? before.identities,
          sources: first.settings.sources ?? before.sources,
        };
        const namesAfter = new Set(
          parseIdentitySettings(after.identities).identities.map(({ name }) => name),
        );
        const idsAfter = new Set(parseSourceSettings(after.sources).sources.map(({ id }) => id));
        const lost = [
          ...[...imported.identities, ...before.identities].filter(({ name }) => !namesAfter.has(name)),
          ...parseSourceSettings([...imported.sources, ...before.sources]).sources.filter(
            ({ id }) => !idsAfter.has(id),
          ),
        ];
        const second = plan(imported, after);
        assert.deepEqual([lost, second.identities, second.sources], [[], [], []]);
      }),
    );
  });
});
