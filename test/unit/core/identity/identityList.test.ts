import assert from 'node:assert/strict';
import { IdentityList } from '../../../../src/core/identity/identityList.js';
import { machineSetup } from '../../../../src/core/identity/setupFile.js';
import { identity } from './givenSetup.js';

describe('The list of identities', () => {
  it("is an administrator's before a person's own; what does not count is said", () => {
    const file = {
      version: 1,
      identities: [identity],
      restrictions: { allowedIssuers: [identity.issuer] },
    };
    const setting = [
      { ...identity, clientId: 'mine' },
      { ...identity, name: 'second' },
      { ...identity, name: 'elsewhere', issuer: 'https://other.example.com' },
    ];
    const managed = machineSetup({ kind: 'text', text: JSON.stringify(file) });
    const { identities, problems } = new IdentityList(() => setting, managed).current;
    assert.deepEqual(
      { identities: identities.map(({ name, clientId }) => [name, clientId]), problems },
      {
        identities: [
          ['company', identity.clientId],
          ['second', identity.clientId],
        ],
        problems: [
          'Managed by your organisation: it gives the identity "company" itself, so that one counts and yours is skipped.',
          'Managed by your organisation: it does not allow signing in at https://other.example.com, so the identity "elsewhere" is skipped.',
        ],
      },
    );
  });
});
