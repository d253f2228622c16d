import {
  GetIdentityCenterAuthTokenCommand,
  RedshiftServerlessServiceException,
} from '@aws-sdk/client-redshift-serverless';
import assert from 'node:assert/strict';
import type { AwsEmulator } from '../../emulator/awsEmulator.js';
import type { CallerRefusal, WorkgroupRefusal } from '../../emulator/rules.js';
import { makeWorkgroups } from '../../emulator/world/workgroup.js';
import { redshift, startAws } from './awsClients.js';

const now = Date.now();

describe('A token call to the emulator', () => {
  let aws: AwsEmulator;
  beforeEach(async () => {
    aws = await startAws([
      ...makeWorkgroups(25, 'team'),
      { workgroupName: 'analytics' },
      { workgroupName: 'finance', status: 'MODIFYING' },
      { workgroupName: 'coming', status: 'CREATING' },
      { workgroupName: 'going', status: 'DELETING' },
      { workgroupName: 'legacy-etl', hasIdentityCenter: false },
    ]);
  });
  afterEach(() => aws.close());

  const get = (...workgroupNames: string[]) =>
    redshift(aws).send(new GetIdentityCenterAuthTokenCommand({ workgroupNames }));
  const workgroup = (name: string) =>
    aws.world.places[0]!.workgroups.find(({ workgroupName }) => workgroupName === name)!;

  it('gives a new token for the whole set, for an hour of the server, and remembers it', async () => {
    aws.rules.now = () => now;
    const first = await get('analytics', 'finance');
    const second = await get('analytics', 'finance');
    assert.deepEqual(first.expirationTime, new Date(now + 3_600_000));
    assert.notEqual(first.token, second.token);
    assert.match(first.token ?? '', /^[A-Za-z0-9+/]{1499}=$/);
    assert.match(first.token ?? '', /\+.*\/|\/.*\+/);
    assert.deepEqual(aws.tokens[0], {
      value: first.token,
      accountId: '123456789012',
      region: 'us-east-1',
      principalArn: aws.world.principals[0]!.arn,
      userName: 'anna@example.com',
      workgroupNames: ['analytics', 'finance'],
      workgroupArns: [workgroup('analytics').workgroupArn, workgroup('finance').workgroupArn],
      issuedAtMs: now,
      expiresAtMs: now + 3_600_000,
    });
  });

  it('gives tokens of another life once that is set', async () => {
    aws.rules.now = () => now;
    aws.rules.tokenLifeMs = 180_000;
    assert.deepEqual((await get('analytics')).expirationTime, new Date(now + 180_000));
  });

  it('gives one token for 20 workgroups and refuses 21', async () => {
    const names = makeWorkgroups(21, 'team').map(({ workgroupName }) => workgroupName);
    await get(...names.slice(1));
    await assert.rejects(get(...names), {
      name: 'ValidationException',
      message: `1 validation error detected: Value '[${names.join(', ')}]' at 'workgroupNames' failed to satisfy constraint: Member must have length less than or equal to 20`,
    });
  });

  it('refuses no names and names that no workgroup can have', async () => {
    const constraint =
      'Member must satisfy constraint: [Member must have length less than or equal to 64, Member must have length greater than or equal to 3, Member must satisfy regular expression pattern: [a-z0-9-]+]';
    await assert.rejects(get(), {
      name: 'ValidationException',
      message: /length greater than or equal to 1$/,
    });
    for (const name of ['ab', 'Analytics', 'a_b_c', 'a'.repeat(65)]) {
      await assert.rejects(get('analytics', name), {
        name: 'ValidationException',
        message: `1 validation error detected: Value '[analytics, ${name}]' at 'workgroupNames' failed to satisfy constraint: ${constraint}`,
      });
    }
    // @ts-expect-error The SDK sends what it is given; a wrong type is for the server to find.
    await assert.rejects(get(7), { name: 'SerializationException' });
    const none = new GetIdentityCenterAuthTokenCommand({ workgroupNames: undefined });
    await assert.rejects(redshift(aws).send(none), { message: /Value null at 'workgroupNames'/ });
  });

  it('refuses a caller without permission, and names the ARN of the workgroup', async () => {
    aws.world.principals[0]!.deniedWorkgroups = ['finance'];
    const action = 'redshift-serverless:GetIdentityCenterAuthToken';
    const sentence = (resource: string) =>
      `User: ${aws.world.principals[0]!.arn} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
    await get('analytics');
    await assert.rejects(get('analytics', 'finance'), {
      name: 'AccessDeniedException',
      message: sentence(workgroup('finance').workgroupArn),
    });
    aws.world.principals[0]!.mayGetTokens = false;
    await assert.rejects(get('absent'), {
      name: 'AccessDeniedException',
      message: sentence('arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/*'),
    });
  });

  it('refuses a set with a workgroup that there is not, and names it', async () => {
    await assert.rejects(get('analytics', 'absent'), {
      name: 'ResourceNotFoundException',
      resourceName: 'absent',
    });
  });

  it('gives a token while a workgroup is modified, not while it comes or goes', async () => {
    await get('finance');
    await assert.rejects(get('coming'), {
      name: 'ConflictException',
      message: /coming is in the CREATING state/,
    });
    await assert.rejects(get('going'), {
      name: 'ConflictException',
      message: /going is in the DELETING state/,
    });
  });

  const sentence = 'Identity Center integration is not enabled for workgroup legacy-etl.';
  const workgroupRefusals: [WorkgroupRefusal, string, string | RegExp][] = [
    ['validationNamed', 'ValidationException', sentence],
    [
      'validationUnnamed',
      'ValidationException',
      'All specified workgroups must have Identity Center integration enabled.',
    ],
    ['notFound', 'ResourceNotFoundException', sentence],
    ['conflict', 'ConflictException', sentence],
    [
      'accessDeniedNamed',
      'AccessDeniedException',
      /is not authorized .* on resource: arn:\S+:workgroup\/\S+ because/,
    ],
    ['unsupportedOperation', 'UnsupportedOperationException', sentence],
  ];
  for (const [rule, name, message] of workgroupRefusals) {
    it(`refuses a workgroup without Identity Center as ${name} by the rule ${rule}`, async () => {
      aws.rules.workgroupRefusal = rule;
      await assert.rejects(get('analytics', 'legacy-etl'), { name, message });
      assert.equal(aws.tokens.length, 0);
    });
  }

  const callerRefusals: [CallerRefusal, string][] = [
    ['unsupportedOperationFault', 'UnsupportedOperationFault'],
    ['unsupportedOperationException', 'UnsupportedOperationException'],
    ['accessDenied', 'AccessDeniedException'],
    ['validation', 'ValidationException'],
  ];
  for (const [rule, name] of callerRefusals) {
    it(`refuses a caller without an identity as ${name} by the rule ${rule}`, async () => {
      aws.world.principals[0]!.hasIdentity = false;
      aws.rules.callerRefusal = rule;
      await assert.rejects(get('analytics'), (error) => {
        assert.ok(error instanceof RedshiftServerlessServiceException);
        assert.deepEqual([error.name, error.$metadata.httpStatusCode], [name, 400]);
        assert.match(error.message, /identity-enhanced credentials/);
        return true;
      });
    });
  }
});
