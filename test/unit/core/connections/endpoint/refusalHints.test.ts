import assert from 'node:assert/strict';
import { verdictOn, type NetworkFacts } from '../../../../../src/core/connections/endpoint/refusalHints.js';

const routed = { hasEnhancedVpcRouting: true };
const publicOne: NetworkFacts = { isPublic: true, hasEnhancedVpcRouting: false, isTunnelled: false };
const routing =
  'This workgroup has enhanced VPC routing: for logins, its VPC needs the interface endpoints of sso-oauth and identitystore.';
const again = 'The next login gets a new token: connect again.';
const isPrivate =
  'This workgroup is private: only its VPC reaches it. Connect to the network that leads there, or name your tunnel to it under "connectTo" in the setting redshiftIdc.sources.';
const tunnel =
  'The connection goes through the tunnel that "connectTo" in the setting redshiftIdc.sources names. Check that it is open and leads to this workgroup.';
const idcMissing =
  'No identity provider for IAM Identity Center exists in this Redshift. An administrator makes it, with CREATE IDENTITY PROVIDER … TYPE AWSIDC or in the Redshift console.';

/** What the server says, what is known of the workgroup, which token ends, and the hint. */
const table: readonly (readonly [
  string,
  string,
  Partial<NetworkFacts>,
  string | undefined,
  string | undefined,
])[] = [
  ['28000', 'Token credentials expired or invalid', {}, 'token', again],
  ['28000', 'Token credentials expired or invalid', routed, 'token', `${again} ${routing}`],
  [
    '28000',
    'Invalid token',
    {},
    'workgroup',
    'The token was made for other workgroups. Refresh the token of this workgroup in VS Code, then connect again.',
  ],
  [
    '28000',
    'TYPE_INVALID_TOKEN',
    routed,
    'workgroup',
    'Refresh the token of this workgroup in VS Code, then connect again.',
  ],
  ['28000', 'AWS IdC identity provider does not exist', routed, undefined, idcMissing],
  [
    '0A000',
    'identity provider type "awsidc" is not supported',
    {},
    undefined,
    'IAM Identity Center is not turned on for this workgroup. An administrator connects its namespace to the Redshift application of Identity Center in the Redshift console.',
  ],
  [
    '28000',
    "Invalid scope. User's credentials are not authorized to connect to Amazon Redshift",
    {},
    undefined,
    'The Identity Center application that gave the identity does not have the access scope redshift:connect, or you are not assigned to it. An administrator adds it.',
  ],
  ['08001', 'connect ETIMEDOUT', { isPublic: false }, undefined, isPrivate],
  ['08001', 'connect ETIMEDOUT', { isPublic: false, isTunnelled: true }, undefined, tunnel],
  ['08006', 'connect ECONNREFUSED', { isTunnelled: true }, undefined, tunnel],
  ['08001', 'connect ETIMEDOUT', {}, undefined, undefined],
  ['08001', 'connect ETIMEDOUT', { isPublic: undefined }, undefined, undefined],
  ['28000', 'something new', routed, undefined, routing],
  ['28000', 'something new', {}, undefined, undefined],
  ['3D000', 'database "nowhere" does not exist', routed, undefined, undefined],
];

describe('the verdict on a refused login', () => {
  for (const [code, message, facts, ends, hint] of table) {
    it(`${code} "${message}" ${JSON.stringify(facts)} ends ${ends ?? 'no token'}`, () =>
      assert.deepEqual(verdictOn({ code, message }, { ...publicOne, ...facts }), { ends, hint }));
  }
});
