import assert from 'node:assert/strict';
import { mustBeAllowed } from '../../../../src/core/tokens/allowedAccounts.js';

const [own, other] = ['123456789012', '210987654321'];
const arnIn = (account: string): string => `arn:aws:redshift-serverless:us-east-1:${account}:workgroup/w-1`;
const host = (account: string): string => `given:any.${account}.us-east-1.redshift-serverless.amazonaws.com`;
const allowedAccounts = [own];

describe('a token where an administrator allows certain accounts', () => {
  const allows = async (arn: string, caller: string | undefined): Promise<boolean> => {
    const identity = caller === undefined ? undefined : { accountId: caller, principal: undefined };
    const ref = { sourceId: 's', name: 'analytics', arn };
    return mustBeAllowed([ref], Promise.resolve(identity), { allowedAccounts }).then(
      () => true,
      () => false,
    );
  };

  it('needs the account of the caller, in which AWS looks for the name, and that of the workgroup', async () =>
    assert.deepEqual(
      {
        ofItsOwn: await allows(arnIn(own), own),
        ofAnother: await allows(arnIn(other), own),
        givenAsAllowed: await allows(host(own), other),
        listedAsAllowed: await allows(arnIn(own), other),
        byNobodyKnown: await allows(arnIn(own), undefined),
      },
      {
        ofItsOwn: true,
        ofAnother: false,
        givenAsAllowed: false,
        listedAsAllowed: false,
        byNobodyKnown: false,
      },
    ));
});
