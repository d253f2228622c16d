import fc from 'fast-check';
import assert from 'node:assert/strict';
import { Faults } from '../../emulator/faults.js';
import { handle } from '../../emulator/handling.js';
import { makeIdentityState } from '../../emulator/identity/identityState.js';
import { identityWorld } from '../../emulator/identityWorld.js';
import { defaultRules } from '../../emulator/rules.js';
import { receivedRequest } from '../../emulator/signing/receivedRequest.js';

const requests = [
  ['POST', '/client/register'],
  ['GET', '/authorize'],
  ['POST', '/device_authorization'],
  ['GET', '/device'],
  ['POST', '/device'],
  ['POST', '/token'],
  ['POST', '/token?aws_iam=t'],
  ['GET', '/federation/credentials'],
  ['GET', '/assignment/accounts'],
  ['GET', '/assignment/roles'],
  ['POST', '/logout'],
  ['POST', '/v1/token'],
  ['GET', '/container-credentials'],
  ['PUT', '/latest/api/token'],
  ['GET', '/latest/meta-data/iam/security-credentials/BuildMachine'],
  ['POST', '/?Action=AssumeRoleWithWebIdentity'],
] as const;
const members = [
  'clientId clientSecret clientName clientType scopes redirectUris grantTypes issuerUrl grantType code deviceCode',
  'refreshToken codeVerifier redirectUri startUrl assertion scope client_id redirect_uri response_type state scopes',
  'code_challenge code_challenge_method user_code id decision role_name account_id Action RoleArn RoleSessionName',
  'WebIdentityToken DurationSeconds constructor __proto__',
].flatMap((line) => line.split(' '));

describe('The emulated identity services', () => {
  it('refuse whatever nobody would send, and never fail themselves', async () => {
    const issuer = { issuer: 'https://id.example.com', audiences: ['any'], keys: { jwks: { keys: [] } } };
    const state = {
      world: identityWorld(issuer),
      rules: defaultRules(),
      tokens: [],
      identity: makeIdentityState(),
      faults: new Faults(),
      pageSecret: 'any',
      url: 'http://127.0.0.1',
    };
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(
        'public',
        'code',
        'S256',
        'refresh_token',
        'authorization_code',
        'http://127.0.0.1/',
        '',
      ),
      fc.constant(state.world.identityCenter.startUrl),
    );
    const input = fc.dictionary(fc.constantFrom(...members), value);
    const headers = fc.dictionary(
      fc.constantFrom('authorization', 'x-amz-sso_bearer_token', 'dpop', 'host', 'x-aws-ec2-metadata-token'),
      fc.string(),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...requests),
        fc.oneof(input, fc.jsonValue()),
        headers,
        fc.boolean(),
        async ([method, target], body, sent, isForm) => {
          const form = new URLSearchParams(
            Object.entries(body ?? {}).map(([name, one]) => [name, JSON.stringify(one)] as [string, string]),
          ).toString();
          const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json';
          const path = method === 'GET' ? `${target}?${form}` : target;
          const content = Buffer.from(isForm ? form : JSON.stringify(body));
          const pairs = Object.entries({ 'content-type': type, ...sent });
          const { record } = await handle(receivedRequest(method, path, pairs, content), state);
          assert.notEqual(record.errorName, 'InternalFailure');
          assert.ok(record.status < 500);
        },
      ),
      { numRuns: 1000 },
    );
  });
});
