import assert from 'node:assert/strict';
import type { Credentials } from '../../../../src/core/sources/access.js';
import { makeSource } from '../../../../src/core/sources/source.js';
import { NeedsPerson } from '../../../../src/core/tokens/needsPerson.js';
import { madeToken } from '../../../fakes/madeToken.js';

describe('whether a refresh needs its person', () => {
  const cases: readonly (readonly [string, Credentials, boolean])[] = [
    ['of the environment does not', { kind: 'environment' }, false],
    ['of a profile does not', { kind: 'profile', name: 'plain' }, false],
    ['of a profile with an MFA device does', { kind: 'profile', name: 'mfa' }, true],
    ['of a profile that is gone does', { kind: 'profile', name: 'gone' }, true],
    ['of an identity that is renewed does not', { kind: 'identity', name: 'renewed' }, false],
    ['of an identity that nothing renews does', { kind: 'identity', name: 'once' }, true],
  ];
  const profile = { region: undefined, signIn: undefined };
  const profiles = [
    { ...profile, name: 'plain', needsCode: false },
    { ...profile, name: 'mfa', needsCode: true },
  ];
  for (const [name, credentials, expected] of cases)
    it(`a token ${name}`, async () => {
      const source = makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1', credentials);
      const setup = { profiles, defaultSource: undefined, region: undefined, problems: [] };
      const read = () => Promise.resolve({ sources: [source], own: [], setup, problems: [] });
      const needs = new NeedsPerson({ read }, (identity) => identity === 'renewed');
      assert.equal(await needs.of(madeToken(['a'], 0)), expected);
    });
});
