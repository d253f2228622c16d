import { GetIdentityCenterAuthTokenCommand } from '@aws-sdk/client-redshift-serverless';
import { AssumeRoleCommand, AssumeRoleWithWebIdentityCommand } from '@aws-sdk/client-sts';
import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import assert from 'node:assert/strict';
import { redshift, region, sts } from './awsClients.js';
import type { IdentityAws } from './identityAws.js';
import {
  assumed,
  contextOf,
  idToken,
  identityContext,
  startIdentityAws,
  webIdentity,
} from './identityAws.js';

describe('The path from an ID token to a Redshift token at the emulator', () => {
  const lines: string[] = [];
  let company: IdentityAws;
  beforeEach(async () => {
    lines.length = 0;
    company = await startIdentityAws({ log: (line) => lines.push(line) });
  });
  afterEach(() => company.aws.close());

  const get = (credentials: Parameters<typeof assumed>[1]) =>
    redshift(company.aws, { credentials }).send(
      new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] }),
    );

  it('is walked with real clients, and leaves the names of the calls but no secret', async () => {
    const { aws, world } = company;
    const token = await idToken();
    const signer = await webIdentity(aws, world.roles.signer.arn, token);
    const context = await identityContext(company, signer);
    const enhanced = fromTemporaryCredentials({
      masterCredentials: signer,
      params: {
        RoleArn: world.roles.access.arn,
        RoleSessionName: 'anna@example.com',
        ProvidedContexts: [contextOf(context)],
      },
      clientConfig: { endpoint: aws.url, region },
    });
    const client = redshift(aws, { credentials: enhanced });
    const answer = await client.send(
      new GetIdentityCenterAuthTokenCommand({ workgroupNames: ['analytics'] }),
    );
    assert.deepEqual(
      aws.requests.map(({ operation, status }) => [operation, status]),
      [
        ['AssumeRoleWithWebIdentity', 200],
        ['CreateTokenWithIAM', 200],
        ['AssumeRole', 200],
        ['GetIdentityCenterAuthToken', 200],
      ],
    );
    assert.match(lines[2]!, /tip-anna {2}AssumeRole {2}\[RedshiftAccess as anna@example.com\] {2}200$/);
    const written = JSON.stringify([aws.requests, lines]);
    const keys = world.principals.flatMap(({ secretAccessKey, sessionToken = '' }) => [
      secretAccessKey,
      sessionToken,
    ]);
    for (const secret of [token, context, answer.token!, ...keys.filter((key) => key !== '')]) {
      assert.ok(!written.includes(secret));
    }
  });

  it('ends at the token call for a session without a context, and for one made by it from a session with one', async () => {
    const { aws, world } = company;
    const { access } = world.roles;
    const refused = { name: 'UnsupportedOperationFault' };
    await assert.rejects(get(world.anna), refused);
    await assert.rejects(get(await assumed(aws, world.anna, access.arn)), refused);
    const enhanced = await assumed(aws, world.anna, access.arn, await identityContext(company));
    await get(enhanced);
    await assert.rejects(get(await assumed(aws, enhanced, access.arn)), refused);
  });

  it('is struck by faults at every step', async () => {
    const { aws, world } = company;
    aws.inject({ kind: 'throttle', operation: 'AssumeRoleWithWebIdentity' });
    const signing = new AssumeRoleWithWebIdentityCommand({
      RoleArn: world.roles.signer.arn,
      RoleSessionName: 'tip-anna',
      WebIdentityToken: await idToken(),
    });
    await assert.rejects(sts(aws).send(signing), { name: 'ThrottlingException' });
    await sts(aws).send(signing);
    aws.inject({ kind: 'internal', operation: 'CreateTokenWithIAM', region });
    await assert.rejects(identityContext(company), {
      name: 'InternalServerException',
      error: 'server_error',
    });
    aws.inject({ kind: 'without', operation: 'CreateTokenWithIAM', member: 'awsAdditionalDetails' });
    assert.equal(await identityContext(company), '');
    aws.inject({ kind: 'badGateway', operation: 'AssumeRole', accountId: '123456789012' });
    await assert.rejects(assumed(aws, world.anna, world.roles.access.arn));
    aws.inject({ kind: 'pastExpiry', operation: 'AssumeRole' });
    const input = { RoleArn: world.roles.access.arn, RoleSessionName: 'anna' };
    const ended = await sts(aws, { credentials: world.anna }).send(new AssumeRoleCommand(input));
    assert.ok(ended.Credentials!.Expiration!.getTime() < Date.now());
    assert.deepEqual(
      aws.requests.map(({ operation, fault }) => [operation, fault]),
      [
        ['AssumeRoleWithWebIdentity', 'throttle'],
        ['AssumeRoleWithWebIdentity', undefined],
        ['CreateTokenWithIAM', 'internal'],
        ['CreateTokenWithIAM', 'without'],
        ['AssumeRole', 'badGateway'],
        ['AssumeRole', 'pastExpiry'],
      ],
    );
  });

  it('may be forbidden to list by the policy that STS attaches', async () => {
    const { aws, world } = company;
    aws.rules.identitySessionsMayList = false;
    await assumed(aws, world.anna, world.roles.access.arn, await identityContext(company));
    const { hasIdentity, mayList, mayGetTokens } = world.principals.at(-1)!;
    assert.deepEqual(
      { hasIdentity, mayList, mayGetTokens },
      { hasIdentity: true, mayList: false, mayGetTokens: true },
    );
  });
});
