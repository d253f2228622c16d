import assert from 'node:assert/strict';
import { UserError } from '../../../../src/core/base/userError.js';
import { namesIn, withIdentity } from '../../../../src/core/identity/identityEdits.js';
import type { IdentitySetting } from '../../../../src/core/identity/identityFields.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';

const added: IdentitySetting = {
  name: 'company',
  issuer: 'https://id.example.com',
  clientId: 'client',
  applicationArn: 'arn:aws:sso::123456789012:application/ssoins-1/apl-1',
  identityCenterRegion: 'eu-west-1',
  applicationCredentials: { profile: 'signer' },
  accessRoleArn: 'arn:aws:iam::123456789012:role/RedshiftAccess',
};

describe('an identity that is added', () => {
  it('comes last, and leaves what stood there as it is, entries that do not count included', () =>
    assert.deepEqual(
      [undefined, null, [], [{ name: 'old', note: 'kept' }, null, 7]].map((setting) =>
        withIdentity(setting, added),
      ),
      [[added], [added], [added], [{ name: 'old', note: 'kept' }, null, 7, added]],
    ));

  it('counts', () =>
    assert.deepEqual(
      parseIdentitySettings(withIdentity([], added)).identities.map(({ name }) => name),
      ['company'],
    ));

  it('is not added to a setting that is no list', () =>
    assert.throws(
      () => withIdentity({ company: added }, added),
      (error) =>
        error instanceof UserError &&
        error.action.kind === 'openSettings' &&
        error.message === 'The setting redshiftIdc.identities is not a list. Mend it, then try again.',
    ));

  it('may not take a name that stands there, even in an entry that does not count', () =>
    assert.deepEqual(
      [namesIn([{ name: 'old' }, null, { name: 7 }, added]), namesIn(undefined), namesIn({ name: 'a' })],
      [['old', 'company'], [], []],
    ));
});
