import { AssumeRoleWithWebIdentityCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { generateKeyPair } from 'jose';
import assert from 'node:assert/strict';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { sts } from './awsClients.js';
import type { IdentityAws } from './identityAws.js';
import { audience, idToken, issuer, startIdentityAws, webIdentity } from './identityAws.js';

describe('AssumeRoleWithWebIdentity at the emulator', () => {
  let company: IdentityAws;
  beforeEach(async () => (company = await startIdentityAws()));
  afterEach(() => company.aws.close());

  const assume = (WebIdentityToken: string, RoleArn = company.world.roles.signer.arn) =>
    sts(company.aws, { credentials: () => Promise.reject(new Error('nobody signs')) }).send(
      new AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: 'tip-anna', WebIdentityToken }),
    );

  it('gives a session for a token, without a signature, and the same token twice', async () => {
    const token = await idToken();
    const answer = await assume(token);
    assert.deepEqual(
      [answer.SubjectFromWebIdentityToken, answer.Audience, answer.Provider],
      ['anna', audience, 'arn:aws:iam::123456789012:oidc-provider/id.example.com'],
    );
    const credentials = await webIdentity(company.aws, company.world.roles.signer.arn, token);
    const { Arn } = await sts(company.aws, { credentials }).send(new GetCallerIdentityCommand({}));
    assert.equal(Arn, 'arn:aws:sts::123456789012:assumed-role/TokenExchange/tip-anna');
    const { operation, region, principalArn, roleArn, sessionName } = company.aws.requests[0]!;
    assert.deepEqual(
      { operation, region, principalArn, roleArn, sessionName },
      {
        operation: 'AssumeRoleWithWebIdentity',
        region: undefined,
        principalArn: undefined,
        roleArn: company.world.roles.signer.arn,
        sessionName: 'tip-anna',
      },
    );
  });

  it('refuses a token that has expired, with both times', async () => {
    await assert.rejects(assume(await idToken({}, { seconds: -10 })), {
      name: 'ExpiredTokenException',
      message: /^Token expired: current date\/time \d+ must be before the expiration date\/time\d+$/,
    });
  });

  it('judges the time of a token by the clock of the server', async () => {
    company.aws.rules.now = () => Date.now() + 600_000;
    await assert.rejects(assume(await idToken()), { name: 'ExpiredTokenException' });
    await assume(await idToken({}, { seconds: 900 }));
  });

  it('gives no longer a session than the role allows', async () => {
    const input = {
      RoleArn: company.world.roles.signer.arn,
      RoleSessionName: 'tip-anna',
      WebIdentityToken: await idToken(),
      DurationSeconds: 3601,
    };
    await assert.rejects(sts(company.aws).send(new AssumeRoleWithWebIdentityCommand(input)), {
      name: 'ValidationError',
      message: /MaxSessionDuration/,
    });
  });

  it('refuses a token of another issuer, audience or key, and what is no token', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const refused = async (token: string, message: RegExp) => {
      await assert.rejects(assume(token), { name: 'InvalidIdentityTokenException', message });
    };
    await refused(
      await idToken({ iss: 'https://evil.example.com' }),
      /^No OpenIDConnect provider found .*evil/,
    );
    await refused(await idToken({ aud: 'other' }), /^Incorrect token audience$/);
    await refused(await idToken({}, { key: privateKey }), /^Token signature invalid$/);
    await refused('made up', /not a valid JWT/);
    await refused(await idToken({ sub: undefined }), /Missing a required claim/);
  });

  it('refuses a role that does not trust the user', async () => {
    const { roles } = company.world;
    const denied = {
      name: 'AccessDenied',
      message: 'Not authorized to perform sts:AssumeRoleWithWebIdentity',
    };
    await assert.rejects(assume(await idToken(), roles.access.arn), denied);
    await assert.rejects(assume(await idToken(), 'arn:aws:iam::123456789012:role/Absent'), denied);
    roles.signer.trust.webIdentities = [{ issuer, subjects: ['ben'] }];
    await assert.rejects(assume(await idToken()), denied);
  });

  it('reads the keys of an issuer where they are, each time', async () => {
    const [known] = company.world.issuers;
    const keys = JSON.stringify((known!.keys as { jwks: unknown }).jwks);
    const server = http
      .createServer((_request, response) => response.end(keys))
      .listen(0, '127.0.0.1')
      .unref();
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    known!.keys = { jwksUri: `http://127.0.0.1:${port}/jwks` };
    await assume(await idToken());
    await new Promise((resolve) => server.close(resolve).closeAllConnections());
    await assert.rejects(assume(await idToken()), {
      name: 'InvalidIdentityTokenException',
      message: /^Couldn't retrieve verification key/,
    });
  });
});
