import assert from 'node:assert/strict';
import { sessionName } from '../../../../src/aws/signIn/sessionName.js';

describe("The name of a person's sessions", () => {
  it('is their address as far as STS takes it', () => {
    assert.deepEqual(
      ['anna@example.com', 'auth0|5f7c', 'Änne Müller', '7', 'a'.repeat(70)].map(sessionName),
      ['anna@example.com', 'auth0-5f7c', '-nne-M-ller', 'user-7', 'a'.repeat(64)],
    );
  });
});
