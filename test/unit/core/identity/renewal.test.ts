import assert from 'node:assert/strict';
import {
  identityRecordText,
  parseIdentityRecord,
  renewalState,
  type IdentityRecord,
} from '../../../../src/core/identity/renewal.js';

const record: IdentityRecord = {
  key: 'https://id.example.com client application role',
  person: 'anna@example.com',
  subject: 'u-anna',
  signedInAt: 1000,
  renewedAt: 1000,
  providerToken: 'made-up',
  renewableUntil: 9000,
  identityCenterToken: undefined,
  ended: undefined,
};

describe('A sign-in that can be renewed', () => {
  it('is read as it was stored, and is absent where it cannot be read or is of another entry', () => {
    const text = identityRecordText(record);
    assert.deepEqual(parseIdentityRecord(text, record.key), record);
    const odd = [
      '',
      '{',
      'null',
      '[]',
      '{"v":2}',
      text.replace('"v":1', '"v":2'),
      text.replace('u-anna', ''),
      text.slice(0, -9),
    ];
    assert.deepEqual(
      odd.map((one) => parseIdentityRecord(one, record.key)),
      odd.map(() => undefined),
    );
    assert.equal(parseIdentityRecord(text, 'another'), undefined);
  });

  it('shows how long it lasts, and why it has ended after its last keys', () => {
    const { person, signedInAt } = record;
    const lost = { ...record, providerToken: undefined };
    const stopped = { ...record, ended: 'noIdToken' } as const;
    const signedIn = { kind: 'signedIn', person, signedInAt };
    assert.deepEqual(
      [
        renewalState(undefined, undefined, 0),
        renewalState(record, undefined, 0),
        renewalState(record, 5000, 6000),
        renewalState(lost, 5000, 4000),
        renewalState(lost, 5000, 5000),
        renewalState(stopped, 5000, 4000),
        renewalState(stopped, undefined, 4000),
      ],
      [
        { kind: 'signedOut' },
        { ...signedIn, isRenewable: true, endsAt: 9000 },
        { ...signedIn, isRenewable: true, endsAt: 9000 },
        { ...signedIn, isRenewable: false, endsAt: 5000 },
        { kind: 'ended', person, reason: 'noRefreshToken' },
        { ...signedIn, isRenewable: false, endsAt: 5000 },
        { kind: 'ended', person, reason: 'noIdToken' },
      ],
    );
  });
});
