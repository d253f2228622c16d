import assert from 'node:assert/strict';
import { principalOf } from '../../../../src/core/sources/identity.js';
import { sessionName } from '../../../../src/aws/signIn/sessionName.js';

describe("The name of a person's sessions", () => {
  it('is their address as far as STS takes it', () => {
    assert.deepEqual(
      ['anna@example.com', 'auth0|5f7c', 'Änne Müller', '7', 'a'.repeat(70)].map(sessionName),
      ['anna@example.com', 'auth0-5f7c', '-nne-M-ller', 'user-7', 'a'.repeat(64)],
    );
  });

  it("is told from one that a tool made up where the provider's id is digits alone", () => {
    const arnOf = (person: string): string =>
      `arn:aws:sts::123456789012:assumed-role/RedshiftAccess/${sessionName(person)}`;
    const [one, other] = ['108437592817465920183', '208437592817465920183'].map((id) =>
      principalOf(arnOf(id)),
    );
    assert.notEqual(one, other);
  });
});
