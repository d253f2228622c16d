import assert from 'node:assert/strict';
import { isSameIdentity, principalOf } from '../../../../src/core/sources/identity.js';

const role = 'arn:aws:sts::123456789012:assumed-role/Analyst';
const principals: Readonly<Record<string, string>> = {
  [`${role}/anna@example.com`]: `${role}/anna@example.com`,
  [`${role}/botocore-session-1731000000`]: role,
  [`${role}/aws-sdk-js-session-1731000000000`]: role,
  [`${role}/aws-sdk-js-1731000000000`]: role,
  [`${role}/1731000000000`]: role,
  [`${role}/12345`]: `${role}/12345`,
  'arn:aws-us-gov:sts::123456789012:assumed-role/Analyst/botocore-session-1731000000':
    'arn:aws-us-gov:sts::123456789012:assumed-role/Analyst',
  'arn:aws:iam::123456789012:user/anna': 'arn:aws:iam::123456789012:user/anna',
  'no arn': 'no arn',
};

describe('the principal of a caller', () => {
  for (const [arn, principal] of Object.entries(principals))
    it(`of ${arn} is ${principal}`, () => assert.equal(principalOf(arn), principal));
});

describe('two identities', () => {
  const anna = { accountId: '1', principal: 'anna' };
  const unknown = { accountId: '1', principal: undefined };
  const ben = { accountId: '1', principal: 'ben' };
  const other = { accountId: '2', principal: 'anna' };
  it('are the same where nothing that is known tells them apart', () =>
    assert.deepEqual(
      [anna, unknown, ben, other].map((one) => isSameIdentity(anna, one)),
      [true, true, false, false],
    ));
});
