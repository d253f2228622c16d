import assert from 'node:assert/strict';
import { fieldProblem, type TypedField } from '../../../../src/core/identity/identityFields.js';

const account = '123456789012';
const isNoRole = 'This is no ARN of a role: arn:aws:iam::ACCOUNT:role/NAME.';

interface Rule {
  readonly good: readonly string[];
  readonly wrong: readonly string[];
  readonly problem: string;
}

const rules: Readonly<Record<TypedField, Rule>> = {
  name: {
    good: ['company', ' company '],
    wrong: ['', ' ', 'a'.repeat(101), 'com\u200bpany'],
    problem: 'An identity needs a name, of at most 100 visible characters.',
  },
  issuer: {
    good: ['https://id.example.com/oauth2/default', 'http://127.0.0.1:4000', ' https://id.example.com '],
    wrong: ['id.example.com', 'http://id.example.com', 'https://id.example.com?a=b', 'https://'],
    problem:
      'The issuer is the https URL that the OpenID provider calls itself, without a query and without ".well-known".',
  },
  clientId: {
    good: ['0oa8client'],
    wrong: ['', ' '],
    problem: 'The client id is what the OpenID provider calls this client.',
  },
  redirectUri: {
    good: ['http://127.0.0.1/callback', 'http://localhost:8090/callback'],
    wrong: ['https://127.0.0.1/callback', 'http://example.com/callback', 'http://127.0.0.1', 'vscode://a/b'],
    problem:
      'The redirect URI must be on this computer: http://127.0.0.1/callback, or with a port or "localhost" where the provider wants it.',
  },
  applicationArn: {
    good: [`arn:aws:sso::${account}:application/ssoins-1234567890abcdef/apl-1234567890abcdef`],
    wrong: ['apl-1', `arn:aws:sso::${account}:instance/ssoins-1`, `arn:aws:iam::${account}:role/a`],
    problem:
      'This is no ARN of an application of IAM Identity Center: arn:aws:sso::ACCOUNT:application/INSTANCE/APPLICATION.',
  },
  identityCenterRegion: {
    good: ['eu-west-1', 'us-gov-east-1', ' eu-west-1 '],
    wrong: ['Ireland', 'eu-west-1a', ''],
    problem: 'This is no region such as eu-west-1.',
  },
  roleArn: {
    good: [`arn:aws:iam::${account}:role/TokenExchange`, `arn:aws-cn:iam::${account}:role/path/Name`],
    wrong: ['TokenExchange', `arn:aws:sts::${account}:assumed-role/a/b`, `arn:aws:iam::${account}:user/a`],
    problem: isNoRole,
  },
  accessRoleArn: {
    good: [`arn:aws:iam::${account}:role/RedshiftAccess`],
    wrong: ['RedshiftAccess', 'arn:aws:iam::12:role/a'],
    problem: isNoRole,
  },
};

describe('a field of an identity that is typed', () => {
  for (const [field, { good, wrong, problem }] of Object.entries(rules) as [TypedField, Rule][]) {
    it(`counts as "${field}" where the setting would count it, and is explained elsewhere`, () =>
      assert.deepEqual(
        [...good, ...wrong].map((text) => fieldProblem(field, text)),
        [...good.map(() => undefined), ...wrong.map(() => problem)],
      ));
  }

  it('is no name that is taken', () =>
    assert.deepEqual(
      ['company', ' company', 'other'].map((text) => fieldProblem('name', text, ['company'])),
      [
        'There is an identity "company" already. Choose another name.',
        'There is an identity "company" already. Choose another name.',
        undefined,
      ],
    ));
});
