import assert from 'node:assert/strict';
import { listPolicy, tokenPolicy } from '../../../../src/core/diagnosis/policies.js';

describe('policies', () => {
  it('allow the token of these workgroups, and nothing else', () =>
    assert.deepEqual(JSON.parse(tokenPolicy(['arn:one', 'arn:two'])), {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'redshift-serverless:GetIdentityCenterAuthToken',
          Resource: ['arn:one', 'arn:two'],
        },
      ],
    }));

  it('allow listing, and nothing else', () =>
    assert.deepEqual(JSON.parse(listPolicy()), {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'redshift-serverless:ListWorkgroups', Resource: ['*'] }],
    }));
});
