import assert from 'node:assert/strict';
import {
  accountForbidden,
  copyForbidden,
  deviceCodeForbidden,
  isAllowed,
  managedSentences,
  noRestrictions,
  parseRestrictions,
  strictest,
} from '../../../../src/core/base/restrictions.js';

describe('Restrictions', () => {
  it('are none where nothing is said', () =>
    assert.deepEqual(
      [parseRestrictions(undefined), parseRestrictions({})],
      [
        { kind: 'read', restrictions: noRestrictions },
        { kind: 'read', restrictions: noRestrictions },
      ],
    ));

  it('can forbid all that the strictest do', () =>
    assert.deepEqual(
      parseRestrictions({
        tokens: 'session',
        copyToken: false,
        localEndpoint: 'off',
        sharing: false,
        agentTools: false,
        deviceCode: false,
        allowedIssuers: [],
        allowedAccounts: [],
        allowedRegions: [],
      }),
      { kind: 'read', restrictions: strictest },
    ));

  it('leave what they do not name, and what they name as allowed', () =>
    assert.deepEqual(
      parseRestrictions({
        copyToken: true,
        sharing: true,
        agentTools: true,
        deviceCode: true,
        localEndpoint: 'socketOnly',
        allowedIssuers: ['https://id.example.com'],
        allowedAccounts: ['012345678901'],
        allowedRegions: ['eu-west-1'],
      }),
      {
        kind: 'read',
        restrictions: {
          ...noRestrictions,
          localEndpoint: 'socketOnly',
          allowedIssuers: ['https://id.example.com'],
          allowedAccounts: ['012345678901'],
          allowedRegions: ['eu-west-1'],
        },
      },
    ));

  const broken: readonly (readonly [unknown, string])[] = [
    [null, 'they are not an object'],
    [[], 'they are not an object'],
    ['none', 'they are not an object'],
    [{ tokens: 'keyring' }, '"tokens" can only be "session"'],
    [{ copyToken: 'no' }, '"copyToken" must be true or false'],
    [{ copyToken: null }, '"copyToken" must be true or false'],
    [{ sharing: 0 }, '"sharing" must be true or false'],
    [{ agentTools: 'false' }, '"agentTools" must be true or false'],
    [{ deviceCode: [] }, '"deviceCode" must be true or false'],
    [{ localEndpoint: false }, '"localEndpoint" can only be "off" or "socketOnly"'],
    [{ allowedIssuers: 'https://id.example.com' }, '"allowedIssuers" must be a list of texts'],
    [{ allowedRegions: ['eu-west-1', 7] }, '"allowedRegions" must be a list of texts'],
    [{ allowedRegions: [''] }, '"allowedRegions" must be a list of texts'],
    [
      { allowedAccounts: [123456789012] },
      '"allowedAccounts" must be a list of accounts, each a text of 12 digits',
    ],
    [
      { allowedAccounts: ['1234-5678-9012'] },
      '"allowedAccounts" must be a list of accounts, each a text of 12 digits',
    ],
    [{ copytoken: false }, '"copytoken" is not known'],
    [{ ['__proto__']: {} }, '"__proto__" is not known'],
    [{ copyToken: false, constructor: 1 }, '"constructor" is not known'],
  ];
  for (const [value, why] of broken) {
    it(`are broken as a whole where they are ${JSON.stringify(value)}`, () =>
      assert.deepEqual(parseRestrictions(value), { kind: 'broken', why }));
  }

  it('allow what is in a list, all without one, and nothing with an empty one', () =>
    assert.deepEqual(
      [['eu-west-1'], ['eu-west-1', 'us-east-1'], undefined, []].map((list) => isAllowed(list, 'us-east-1')),
      [false, true, true, false],
    ));

  it('say above the tree what a person may stumble over', () =>
    assert.deepEqual(
      [
        noRestrictions,
        strictest,
        { ...noRestrictions, canCopyToken: false },
        { ...noRestrictions, isSessionOnly: true },
        { ...noRestrictions, canUseDeviceCode: false },
        { ...noRestrictions, canShare: false, allowedRegions: ['eu-west-1'] },
      ].map(managedSentences),
      [
        [],
        [
          'Managed by your organisation: tokens cannot be copied; tokens are held in memory only and end with the window; sign-in with a code is off; local endpoints are off.',
        ],
        ['Managed by your organisation: tokens cannot be copied.'],
        ['Managed by your organisation: tokens are held in memory only and end with the window.'],
        ['Managed by your organisation: sign-in with a code is off.'],
        [],
      ],
    ));

  it('are said where they bite, in a sentence that can be sent to who can lift them', () =>
    assert.deepEqual(
      [copyForbidden(), deviceCodeForbidden(), accountForbidden('123456789012')].map((error) => [
        error.message,
        error.action,
      ]),
      [
        'Managed by your organisation: a token cannot be copied, neither alone nor in a connection text.',
        'Managed by your organisation: signing in with a code is off. Sign in from VS Code on your own computer, where the browser can come back; a profile needs an sso-session for that.',
        'Managed by your organisation: the AWS account 123456789012 is not allowed.',
      ].map((text) => [text, { kind: 'copyText', title: 'Copy for Your Administrator', text }]),
    ));
});
