import assert from 'node:assert/strict';
import { UserError, type Action } from '../../../../src/core/base/userError.js';
import { outcomeError, type TokenOutcome } from '../../../../src/core/tokens/tokenOutcome.js';
import { madeRef } from '../../../fakes/madeToken.js';

const policy: Action = { kind: 'copyText', title: 'Copy Policy', text: '{}' };
const fail = (
  name: string,
  message: string,
  action: Action = { kind: 'retry' },
): TokenOutcome['refused'][number] => ({
  workgroup: madeRef(name),
  reason: new UserError(message, action),
});
const granted = (...names: string[]) => names.map((name) => madeRef(name));

const outcomes: Readonly<Record<string, readonly [Partial<TokenOutcome>, string | undefined, Action?]>> = {
  'nothing where all is well': [{ granted: granted('a', 'b') }, undefined],
  'the reason alone where it concerns everything asked for': [
    { notTried: [fail('a', 'No identity.'), fail('b', 'No identity.')] },
    'No identity.',
    { kind: 'retry' },
  ],
  'how many have one, and whom the reason concerns': [
    { granted: granted('a', 'b'), refused: [fail('c', 'Denied.', policy)] },
    '2 of 3 workgroups have a token. c: Denied.',
    policy,
  ],
  'the first of several reasons, and that there are others': [
    {
      granted: granted('a'),
      refused: [fail('b', 'Denied.', policy), fail('c', 'Off.')],
      notTried: [fail('d', 'Off.')],
    },
    '1 of 4 workgroups have a token. b: Denied. 2 others failed too; their rows say why.',
    policy,
  ],
  'the first of two reasons, and that there is another': [
    { refused: [fail('a', 'Denied.', policy), fail('b', 'Off.')] },
    '0 of 2 workgroups have a token. a: Denied. Another one failed too; its row says why.',
    policy,
  ],
  'one reason for several': [
    { granted: granted('a'), notTried: [fail('b', 'Throttled.'), fail('c', 'Throttled.')] },
    '1 of 3 workgroups have a token. b and 1 more: Throttled.',
    { kind: 'retry' },
  ],
};

describe('what a request for tokens came to', () => {
  for (const [what, [outcome, message, action]] of Object.entries(outcomes)) {
    it(`says ${what}`, () => {
      const error = outcomeError({ granted: [], refused: [], notTried: [], ...outcome });
      assert.deepEqual({ message: error?.message, action: error?.action }, { message, action });
    });
  }
});
