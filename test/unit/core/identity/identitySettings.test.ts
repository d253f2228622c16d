import assert from 'node:assert/strict';
import { identitySetting, parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';

const good = {
  name: 'company',
  issuer: 'https://id.example.com/oauth2/default',
  clientId: '0oa8client',
  applicationArn: 'arn:aws:sso::123456789012:application/ssoins-1/apl-1',
  identityCenterRegion: 'eu-west-1',
  applicationCredentials: { roleArn: 'arn:aws:iam::123456789012:role/TokenExchange' },
  accessRoleArn: 'arn:aws:iam::123456789012:role/path/RedshiftAccess',
};

describe('The setting redshiftIdc.identities', () => {
  it('needs seven fields, and fills in the rest', () => {
    assert.deepEqual(parseIdentitySettings([good]), {
      identities: [
        {
          ...good,
          scopes: ['openid', 'email', 'offline_access'],
          redirectUri: 'http://127.0.0.1/callback',
          assertion: 'idToken',
          authorizeParameters: {},
          applicationCredentials: { kind: 'webIdentity', ...good.applicationCredentials },
          needsClientSecret: false,
        },
      ],
      problems: [],
    });
  });

  it('takes all that can be said', () => {
    const all = {
      ...good,
      scopes: ['openid', 'api://redshift/.default'],
      redirectUri: 'http://localhost:8090/callback',
      assertion: 'accessToken',
      authorizeParameters: { prompt: 'login', audience: 'redshift' },
      applicationCredentials: { profile: 'signer' },
      needsClientSecret: true,
    };
    const applicationCredentials = { kind: 'profile', name: 'signer' };
    assert.deepEqual(parseIdentitySettings([all]), {
      identities: [{ ...all, applicationCredentials }],
      problems: [],
    });
  });

  const wrong: readonly (readonly [object, string])[] = [
    [
      { issuer: 'http://id.example.com' },
      'its "issuer" must be the https URL that the OpenID provider calls itself',
    ],
    [
      { issuer: 'https://id.example.com/.well-known/openid-configuration' },
      'its "issuer" must be the https URL that the OpenID provider calls itself',
    ],
    [
      { issuer: 'id.example.com' },
      'its "issuer" must be the https URL that the OpenID provider calls itself',
    ],
    [{ clientId: '' }, 'it needs the "clientId" that the OpenID provider knows'],
    [{ scopes: ['email'] }, 'its "scopes" must be a list of words with "openid" among them'],
    [{ scopes: 'openid' }, 'its "scopes" must be a list of words with "openid" among them'],
    [
      { redirectUri: 'https://id.example.com/' },
      'its "redirectUri" must be on this computer, as in http://127.0.0.1/callback',
    ],
    [
      { redirectUri: 'http://127.0.0.1:99999/' },
      'its "redirectUri" must be on this computer, as in http://127.0.0.1/callback',
    ],
    [
      { redirectUri: 'http://127.0.0.1:80/a' },
      'its "redirectUri" must be on this computer, as in http://127.0.0.1/callback',
    ],
    [{ assertion: 'both' }, 'its "assertion" must be "idToken" or "accessToken"'],
    [
      { authorizeParameters: { state: 'x' } },
      'its "authorizeParameters" must be texts, and none that the sign-in sets itself',
    ],
    [
      { authorizeParameters: [] },
      'its "authorizeParameters" must be texts, and none that the sign-in sets itself',
    ],
    [
      { applicationArn: 'apl-1' },
      'its "applicationArn" must be the ARN of an application of IAM Identity Center',
    ],
    [{ identityCenterRegion: 'Ireland' }, 'its "identityCenterRegion" must be a region such as eu-west-1'],
    [
      { applicationCredentials: {} },
      'its "applicationCredentials" must name a "profile", or a "roleArn" for web identity',
    ],
    [
      { applicationCredentials: { profile: 'a', ...good.applicationCredentials } },
      'its "applicationCredentials" must name a "profile", or a "roleArn" for web identity',
    ],
    [{ accessRoleArn: 'RedshiftAccess' }, 'its "accessRoleArn" must be the ARN of a role'],
    [{ needsClientSecret: 'yes' }, 'its "needsClientSecret" must be true or false'],
  ];
  for (const [change, why] of wrong) {
    it(`names and skips an entry with ${JSON.stringify(change)}`, () => {
      const { identities, problems } = parseIdentitySettings([
        { ...good, ...change },
        { ...good, name: 'other' },
      ]);
      assert.deepEqual(
        [identities.map(({ name }) => name), problems],
        [['other'], [`The identity "company" of the setting redshiftIdc.identities is skipped: ${why}.`]],
      );
    });
  }

  it('is no list, or has entries that are nothing or alike', () => {
    assert.deepEqual(parseIdentitySettings({}).problems, [
      'No identity of the setting redshiftIdc.identities counts: it is not a list.',
    ]);
    assert.deepEqual(parseIdentitySettings([null, good, good]).problems, [
      'Identity 1 of the setting redshiftIdc.identities is skipped: it needs a "name".',
      'The identity "company" of the setting redshiftIdc.identities is skipped: its name is taken.',
    ]);
  });

  const names = {
    'of two lines': 'a\nb',
    'with unseen characters': 'company\u202e',
    'of 101 characters': 'a'.repeat(101),
  };
  for (const [kind, name] of Object.entries(names)) {
    it(`has no identity with a name ${kind}, and does not say the name`, () =>
      assert.deepEqual(parseIdentitySettings([{ ...good, name }]), {
        identities: [],
        problems: [
          'Identity 1 of the setting redshiftIdc.identities is skipped: its "name" must be at most 100 visible characters.',
        ],
      }));
  }

  it('may stand elsewhere, and the sentences say where', () => {
    assert.deepEqual(parseIdentitySettings([null, { name: 'company' }], 'the set-up file').problems, [
      'Identity 1 of the set-up file is skipped: it needs a "name".',
      'The identity "company" of the set-up file is skipped: its "issuer" must be the https URL that the OpenID provider calls itself.',
    ]);
  });

  for (const applicationCredentials of [{ profile: 'signer' }, good.applicationCredentials]) {
    it(`is written so that it is read the same again, with ${JSON.stringify(applicationCredentials)}`, () => {
      const authorizeParameters = { prompt: 'login' };
      const read = parseIdentitySettings([{ ...good, applicationCredentials, authorizeParameters }]);
      assert.deepEqual(parseIdentitySettings(read.identities.map(identitySetting)), read);
    });
  }
});
