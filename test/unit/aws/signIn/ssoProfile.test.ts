import assert from 'node:assert/strict';
import type { AwsFiles, Section } from '../../../../src/aws/profiles/awsFiles.js';
import { signInName, signInOf, ssoProfile } from '../../../../src/aws/signIn/ssoProfile.js';
import { actionTitle, UserError } from '../../../../src/core/base/userError.js';

const place = { sso_start_url: 'https://corp.example/start', sso_region: 'eu-west-1' };
const role = { role_arn: 'arn:aws:iam::123456789012:role/x' };

function files(
  profiles: Readonly<Record<string, Section>>,
  ssoSessions: Readonly<Record<string, Section>> = {},
): AwsFiles {
  return {
    profiles: new Map(Object.entries(profiles)),
    services: new Map(),
    ssoSessions: new Map(Object.entries(ssoSessions)),
    problems: [],
  };
}

const session = files({ analytics: { sso_session: 'corp' } }, { corp: place });

describe('the sign-in of a profile', () => {
  it('is its sso-session, with the scope that the AWS CLI would ask for', () =>
    assert.deepEqual(ssoProfile('analytics', session), {
      profile: 'analytics',
      session: 'corp',
      startUrl: 'https://corp.example/start',
      region: 'eu-west-1',
      scopes: ['sso:account:access'],
    }));

  it('asks for the scopes that the sso-session names', () => {
    const scoped = { ...place, sso_registration_scopes: 'sso:account:access, redshift:connect,' };
    const { scopes } = ssoProfile(
      'analytics',
      files({ analytics: { sso_session: 'corp' } }, { corp: scoped }),
    );
    assert.deepEqual(scopes, ['sso:account:access', 'redshift:connect']);
  });

  it('is its own start URL in the legacy form, without scopes', () => {
    const sso = ssoProfile('analytics', files({ analytics: place }));
    assert.deepEqual(
      { name: signInName(sso), session: sso.session, scopes: sso.scopes },
      { name: 'https://corp.example/start', session: undefined, scopes: [] },
    );
  });

  it('is that of the profile whose credentials it assumes a role with', () => {
    const chain = { admin: { ...role, source_profile: 'base' }, base: { sso_session: 'corp' } };
    const { profile, session: name } = ssoProfile('admin', files(chain, { corp: place }));
    assert.deepEqual({ profile, name }, { profile: 'base', name: 'corp' });
  });

  const none: Readonly<Record<string, Section | undefined>> = {
    'is not there': undefined,
    'has keys': { aws_access_key_id: 'AKIA', sso_session: 'corp' },
    'runs a command': { credential_process: 'x' },
    'leads to itself': { ...role, source_profile: 'analytics' },
    'names an empty session': { sso_session: '' },
  };
  for (const [what, section] of Object.entries(none)) {
    it(`is none where the profile ${what}`, () =>
      assert.equal(
        signInOf('analytics', files(section === undefined ? {} : { analytics: section })),
        undefined,
      ));
  }

  const broken: Readonly<Record<string, readonly [AwsFiles, string]>> = {
    'a profile that is missing': [files({}), 'Profile "analytics" is not in the AWS config files.'],
    'a profile of another kind': [
      files({ analytics: { credential_process: 'x' } }),
      'Profile "analytics" has no SSO sign-in: its entry names neither an sso_session nor an sso_start_url.',
    ],
    'a session that is missing': [
      files({ analytics: { sso_session: 'corp' } }),
      'Profile "analytics" names the sso-session "corp", which is not in the AWS config file.',
    ],
    'a session without a region': [
      files({ analytics: { sso_session: 'corp' } }, { corp: { sso_start_url: 'https://x' } }),
      'The entry of sso-session "corp" in the AWS config file lacks sso_region.',
    ],
    'a session without a start URL': [
      files({ analytics: { sso_session: 'corp' } }, { corp: { sso_region: 'eu-west-1' } }),
      'The entry of sso-session "corp" in the AWS config file lacks sso_start_url.',
    ],
    'a legacy profile without a region': [
      files({ analytics: { sso_start_url: 'https://x' } }),
      'The entry of profile "analytics" in the AWS config file lacks sso_region.',
    ],
  };
  for (const [cause, [from, sentence]] of Object.entries(broken)) {
    it(`says what is wrong with ${cause}`, () =>
      assert.throws(
        () => ssoProfile('analytics', from),
        (error) => {
          assert.ok(error instanceof UserError);
          assert.deepEqual([error.message, actionTitle(error.action)], [sentence, 'Open AWS Config']);
          return true;
        },
      ));
  }
});
