import assert from 'node:assert/strict';
import { hourMs } from '../../../../src/core/base/duration.js';
import type { ProviderRules } from '../../../emulator/identityProvider/providerRules.js';
import { IdentityStage } from './identityStage.js';

const code = 'authorization_code';
const refresh = 'refresh_token';
const webIdentity = ['AssumeRoleWithWebIdentity', 'CreateTokenWithIAM', 'AssumeRole'];
const profile = ['CreateTokenWithIAM', 'AssumeRole'];
const times = <T>(count: number, parts: readonly T[]): readonly T[] =>
  Array<readonly T[]>(count).fill(parts).flat();

const noRefreshToken =
  'The sign-in with the identity "company" has ended, and its provider gave nothing to renew it with. Sign in again; the scope offline_access, or a setting of the provider, makes it last.';
const noIdToken =
  'The sign-in with the identity "company" cannot be renewed silently: its provider gives no ID token with a refresh. Sign in again, or name a profile that signs for the application.';

interface Expected {
  /** At the three expiries. */
  readonly outcomes: readonly string[];
  readonly calls: readonly string[];
  readonly grants: readonly string[];
}

const renewedByProvider: Expected = {
  outcomes: ['keys', 'keys', 'keys'],
  calls: times(4, webIdentity),
  grants: [code, refresh, refresh, refresh],
};
const renewedByIdentityCenter: Expected = {
  outcomes: ['keys', 'keys', 'keys'],
  calls: times(4, profile),
  grants: [code],
};

const settings: readonly (readonly [string, Partial<ProviderRules>, Expected])[] = [
  ['rotates its refresh tokens', { rotation: 'rotates' }, renewedByProvider],
  ['repeats its refresh token', { rotation: 'repeats' }, renewedByProvider],
  ['leaves the refresh token out of the answer', { rotation: 'omits' }, renewedByProvider],
  ['gives tokens without jti', { hasJti: false }, renewedByProvider],
  [
    'gives no ID token on refresh',
    { hasIdTokenOnRefresh: false },
    { outcomes: times(3, [noIdToken]), calls: webIdentity, grants: [code, refresh] },
  ],
  [
    'gives no refresh token',
    { refreshTokens: 'never' },
    { outcomes: times(3, [noRefreshToken]), calls: webIdentity, grants: [code] },
  ],
];

describe('Through three expiries of an identity', () => {
  let stage: IdentityStage;
  afterEach(() => stage.close());

  async function live(rules: Partial<ProviderRules>, entry = {}): Promise<Expected> {
    stage = await IdentityStage.start({ rules, entry });
    const window = stage.window();
    await window.enter();
    const outcomes: string[] = [];
    for (let expiry = 0; expiry < 3; expiry += 1) {
      stage.clock.advance(hourMs);
      outcomes.push(await window.keys());
    }
    return { outcomes, calls: stage.calls, grants: stage.grants };
  }

  for (const [what, rules, expected] of settings) {
    it(`a web identity signs where the provider ${what}`, async () => {
      assert.deepEqual(await live(rules), expected);
    });
    it(`a profile signs where the provider ${what}, which is not needed again`, async () => {
      const entry = { applicationCredentials: { profile: 'signer' } };
      assert.deepEqual(await live(rules, entry), renewedByIdentityCenter);
    });
  }

  it('a profile signs where Identity Center gives no refresh token, by that of the provider', async () => {
    stage = await IdentityStage.start({ entry: { applicationCredentials: { profile: 'signer' } } });
    stage.aws.rules.givesRefreshToken = false;
    const window = stage.window();
    await window.enter();
    for (let expiry = 0; expiry < 3; expiry += 1) {
      stage.clock.advance(hourMs);
      assert.equal(await window.keys(), 'keys');
    }
    assert.deepEqual([stage.calls, stage.grants], [times(4, profile), [code, refresh, refresh, refresh]]);
  });

  it('goes on by the provider when Identity Center has ended its part', async () => {
    stage = await IdentityStage.start({ entry: { applicationCredentials: { profile: 'signer' } } });
    const window = stage.window();
    await window.enter();
    stage.clock.advance(9 * hourMs);
    assert.equal(await window.keys(), 'keys');
    assert.deepEqual(stage.calls, [...profile, 'CreateTokenWithIAM ExpiredTokenException', ...profile]);
    assert.deepEqual(stage.grants, [code, refresh]);
  });

  it('ends with the sentence for it when the provider has ended the sign-in, and asks nobody again', async () => {
    stage = await IdentityStage.start({ rules: { refreshTokenLifeMs: 2 * hourMs } });
    const window = stage.window();
    await window.enter();
    stage.clock.advance(3 * hourMs);
    const sentence = 'The sign-in with the identity "company" has ended. Sign in again, then retry.';
    assert.deepEqual([await window.keys(), await window.keys()], [sentence, sentence]);
    assert.deepEqual([stage.calls, stage.grants], [webIdentity, [code, `${refresh} invalid_grant`]]);
    assert.deepEqual(window.held.current, { kind: 'ended', person: 'anna@example.com', reason: 'expired' });
    await window.enter();
    assert.equal(await window.keys(), 'keys');
  });
});
