import assert from 'node:assert/strict';
import { signInsIn, signInsOf } from '../../../../src/core/sources/signIns.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import type { Profile } from '../../../../src/core/sources/sourceList.js';

const made = (name: string, signIn?: string): Profile => ({
  name,
  region: undefined,
  signIn,
  needsCode: false,
});
const profiles = [made('keys'), made('audit', 'corp'), made('analytics', 'corp'), made('lab', 'https://lab')];
const credentials = (name: string) => ({ kind: 'profile', name }) as const;

describe('sign-ins', () => {
  it('are those that the profiles name, each once with all its profiles', () =>
    assert.deepEqual(signInsIn(profiles), [
      { kind: 'sso', name: 'corp', profiles: ['audit', 'analytics'] },
      { kind: 'sso', name: 'https://lab', profiles: ['lab'] },
    ]));

  it('of a source are those of its credentials, its own profile first', () =>
    assert.deepEqual(signInsOf(makeSource(credentials('analytics'), 'us-east-1'), profiles), [
      { kind: 'sso', name: 'corp', profiles: ['analytics', 'audit'] },
    ]));

  it('of a source are also those of the credentials that get its tokens', () => {
    const source = makeSource(credentials('keys'), 'us-east-1', credentials('lab'));
    assert.deepEqual(signInsOf(source, profiles), [{ kind: 'sso', name: 'https://lab', profiles: ['lab'] }]);
  });

  it('of a source are its identities too', () => {
    const acme = { kind: 'identity', name: 'Acme' } as const;
    assert.deepEqual(
      [
        signInsOf(makeSource(acme, 'us-east-1'), profiles),
        signInsOf(makeSource(credentials('lab'), 'us-east-1', acme), profiles),
      ],
      [[acme], [acme, { kind: 'sso', name: 'https://lab', profiles: ['lab'] }]],
    );
  });

  it('are none of the environment', () =>
    assert.deepEqual(signInsOf(makeSource({ kind: 'environment' }, 'us-east-1'), profiles), []));
});
