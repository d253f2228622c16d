import assert from 'node:assert/strict';
import {
  accessRolePolicy,
  accessRolePolicyText,
  accessRoleTrustPolicy,
  applicationActorPolicy,
  openIdProviderArn,
  signerPolicy,
  signerTrustPolicy,
} from '../../../../src/core/diagnosis/policies.js';
import type { ApplicationCredentials, IdentityEntry } from '../../../../src/core/identity/identity.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';

const account = '123456789012';
const signer = `arn:aws:iam::${account}:role/TokenExchange`;
const accessRole = `arn:aws:iam::${account}:role/RedshiftAccess`;
const application = `arn:aws:sso::${account}:application/ssoins-1234567890abcdef/apl-1234567890abcdef`;
const workgroup = `arn:aws:redshift-serverless:eu-west-1:${account}:workgroup/6f1c`;

const statements: Readonly<Record<string, readonly [policy: string, statements: readonly object[]]>> = {
  'lets one signer assume the access role, and bring an identity along': [
    accessRoleTrustPolicy(signer),
    [{ Effect: 'Allow', Principal: { AWS: signer }, Action: ['sts:AssumeRole', 'sts:SetContext'] }],
  ],
  'lets sessions of the access role get tokens of these workgroups alone, and browse': [
    accessRolePolicy([workgroup]),
    [
      {
        Effect: 'Allow',
        Action: 'redshift-serverless:GetIdentityCenterAuthToken',
        Resource: [workgroup],
      },
      {
        Effect: 'Allow',
        Action: ['redshift-serverless:ListWorkgroups', 'redshift-serverless:GetNamespace'],
        Resource: ['*'],
      },
    ],
  ],
  'lets those become the signer who show an ID token of this client': [
    signerTrustPolicy(openIdProviderArn('https://id.example.com/oauth2/default', account), '0oa8client'),
    [
      {
        Effect: 'Allow',
        Principal: { Federated: `arn:aws:iam::${account}:oidc-provider/id.example.com/oauth2/default` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: { StringEquals: { 'id.example.com/oauth2/default:aud': '0oa8client' } },
      },
    ],
  ],
  'lets the signer use one application and one access role': [
    signerPolicy(application, accessRole),
    [
      { Effect: 'Allow', Action: 'sso-oauth:CreateTokenWithIAM', Resource: [application] },
      { Effect: 'Allow', Action: ['sts:AssumeRole', 'sts:SetContext'], Resource: [accessRole] },
    ],
  ],
  'lets one signer ask the application': [
    applicationActorPolicy(signer),
    [
      {
        Effect: 'Allow',
        Principal: { AWS: signer },
        Action: 'sso-oauth:CreateTokenWithIAM',
        Resource: '*',
      },
    ],
  ],
};

describe('a policy that an administrator needs', () => {
  for (const [what, [policy, statement]] of Object.entries(statements)) {
    it(what, () => assert.deepEqual(JSON.parse(policy), { Version: '2012-10-17', Statement: statement }));
  }
});

describe('the policies of an access role', () => {
  it('name the role that signs', () =>
    assert.equal(
      accessRolePolicyText(entryWith({ kind: 'webIdentity', roleArn: signer }), [workgroup]),
      [
        `Permissions policy of the role ${accessRole}:`,
        accessRolePolicy([workgroup]),
        `Trust policy of the role ${accessRole}:`,
        accessRoleTrustPolicy(signer),
      ].join('\n\n'),
    ));

  it('leave room for the principal of a profile that signs, and say so', () =>
    assert.equal(
      accessRolePolicyText(entryWith({ kind: 'profile', name: 'signing' }), [workgroup]),
      [
        `Permissions policy of the role ${accessRole}:`,
        accessRolePolicy([workgroup]),
        `Trust policy of the role ${accessRole}, with the role or user of the profile "signing" in place of SIGNER_ARN:`,
        accessRoleTrustPolicy('SIGNER_ARN'),
      ].join('\n\n'),
    ));
});

function entryWith(applicationCredentials: ApplicationCredentials): IdentityEntry {
  const [entry] = parseIdentitySettings([
    {
      name: 'company',
      issuer: 'https://id.example.com',
      clientId: 'client',
      applicationArn: application,
      identityCenterRegion: 'eu-west-1',
      applicationCredentials: { profile: 'any' },
      accessRoleArn: accessRole,
    },
  ]).identities;
  return { ...entry!, applicationCredentials };
}
