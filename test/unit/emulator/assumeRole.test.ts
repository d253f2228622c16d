import { ListWorkgroupsCommand } from '@aws-sdk/client-redshift-serverless';
import type { AssumeRoleCommandInput } from '@aws-sdk/client-sts';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import assert from 'node:assert/strict';
import { redshift, sts } from './awsClients.js';
import type { IdentityAws } from './identityAws.js';
import { assumed, contextOf, identityContext, startIdentityAws } from './identityAws.js';

describe('AssumeRole at the emulator', () => {
  let company: IdentityAws;
  beforeEach(async () => (company = await startIdentityAws()));
  afterEach(() => company.aws.close());

  const assume = (
    input: Partial<AssumeRoleCommandInput> = {},
    credentials: Parameters<typeof assumed>[1] = company.world.anna,
  ) =>
    sts(company.aws, { credentials }).send(
      new AssumeRoleCommand({
        RoleArn: company.world.roles.access.arn,
        RoleSessionName: 'anna@example.com',
        ...input,
      }),
    );
  const denied = (roleArn: string, action = 'sts:AssumeRole') => ({
    name: 'AccessDenied',
    message: `User: arn:aws:iam::123456789012:user/anna is not authorized to perform: ${action} on resource: ${roleArn}`,
    $fault: 'client' as const,
  });

  it('gives a session that is known from then on, until it ends by the clock of the server', async () => {
    const now = Math.floor(Date.now() / 1000) * 1000;
    company.aws.rules.now = () => now;
    const { Credentials, AssumedRoleUser } = await assume({ DurationSeconds: 900 });
    assert.match(Credentials?.AccessKeyId ?? '', /^ASIA[A-Z2-7]{16}$/);
    assert.deepEqual(Credentials?.Expiration, new Date(now + 900_000));
    const arn = 'arn:aws:sts::123456789012:assumed-role/RedshiftAccess/anna@example.com';
    assert.equal(AssumedRoleUser?.Arn, arn);
    const credentials = {
      accessKeyId: Credentials.AccessKeyId!,
      secretAccessKey: Credentials.SecretAccessKey!,
      sessionToken: Credentials.SessionToken!,
    };
    const who = await sts(company.aws, { credentials }).send(new GetCallerIdentityCommand({}));
    assert.deepEqual([who.Arn, who.UserId], [arn, AssumedRoleUser.AssumedRoleId]);
    company.aws.rules.now = () => now + 900_000;
    const client = redshift(company.aws, { credentials, systemClockOffset: 900_000 });
    await assert.rejects(client.send(new ListWorkgroupsCommand({})), { name: 'ExpiredTokenException' });
  });

  it('refuses a role that there is not like one that does not trust the caller', async () => {
    const { roles, anna } = company.world;
    const absent = 'arn:aws:iam::123456789012:role/Absent';
    await assert.rejects(assume({ RoleArn: absent }), denied(absent));
    roles.access.trust.principals = ['210987654321', 'arn:aws:iam::123456789012:user/ben'];
    await assert.rejects(assume(), denied(roles.access.arn));
    for (const principal of [anna.arn, '123456789012', 'arn:aws:iam::123456789012:root', '*']) {
      roles.access.trust.principals = [principal];
      await assume();
    }
  });

  it('needs a permission of the caller too, unless the trust policy names just this caller', async () => {
    const { roles, anna } = company.world;
    anna.mayAssumeRoles = false;
    await assert.rejects(assume(), denied(roles.access.arn));
    roles.access.trust.principals = [anna.arn];
    await assume();
  });

  it('lets a role assume one that trusts the role', async () => {
    const { roles, anna } = company.world;
    roles.guarded.trust = { ...roles.guarded.trust, needsMfa: false, principals: [roles.access.arn] };
    await assert.rejects(assume({ RoleArn: roles.guarded.arn }), denied(roles.guarded.arn));
    const session = await assumed(company.aws, anna, roles.access.arn);
    await assume({ RoleArn: roles.guarded.arn }, session);
  });

  it('wants the external id that the trust policy names', async () => {
    const { arn } = company.world.roles.reporting;
    await assert.rejects(assume({ RoleArn: arn }), denied(arn));
    await assert.rejects(assume({ RoleArn: arn, ExternalId: 'reporting-8' }), denied(arn));
    await assume({ RoleArn: arn, ExternalId: 'reporting-7' });
  });

  it('wants the device and a code of it where the trust policy asks for MFA, and takes a code once', async () => {
    const { arn } = company.world.roles.guarded;
    const { serialNumber } = company.world.anna.mfaDevice!;
    const withCode = (TokenCode: string, SerialNumber = serialNumber) =>
      assume({ RoleArn: arn, SerialNumber, TokenCode });
    await assert.rejects(assume({ RoleArn: arn }), denied(arn));
    await assert.rejects(assume({ RoleArn: arn, SerialNumber: serialNumber }), {
      name: 'AccessDenied',
      message:
        'MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.',
    });
    await assert.rejects(withCode('123456', `${serialNumber}2`), {
      message:
        'MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
    });
    const wrong = {
      name: 'AccessDenied',
      message: 'MultiFactorAuthentication failed with invalid MFA one time pass code. ',
    };
    await assert.rejects(withCode('000000'), wrong);
    await withCode('123456');
    await assert.rejects(withCode('123456'), wrong);
    await assert.rejects(withCode('12ab'), {
      name: 'ValidationError',
      message: /^2 validation errors detected: .*'tokenCode'.*\[\\d\]\*$/,
    });
  });

  it('refuses durations and names that the model does not allow', async () => {
    const refused = async (input: Partial<AssumeRoleCommandInput>, message: string) => {
      await assert.rejects(assume(input), { name: 'ValidationError', message });
    };
    const detected = '1 validation error detected: Value';
    const failed = 'failed to satisfy constraint: Member must';
    await refused(
      { DurationSeconds: 899 },
      `${detected} '899' at 'durationSeconds' ${failed} have value greater than or equal to 900`,
    );
    await refused(
      { RoleSessionName: 'anna lee' },
      `${detected} 'anna lee' at 'roleSessionName' ${failed} satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
    await refused(
      { RoleSessionName: 'a' },
      `${detected} 'a' at 'roleSessionName' ${failed} have length greater than or equal to 2`,
    );
    await refused({ RoleArn: 'arn:aws:iam::123456789012:user/anna' }, 'Request ARN is invalid');
    company.world.roles.access.maxSessionSeconds = 3600;
    await refused(
      { DurationSeconds: 3601 },
      'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.',
    );
  });

  it('gives a chained session an hour at most', async () => {
    const { roles, anna } = company.world;
    await assume({ DurationSeconds: 43_200 });
    const session = await assumed(company.aws, anna, roles.access.arn);
    await assume({ DurationSeconds: 3600 }, session);
    await assert.rejects(assume({ DurationSeconds: 3601 }, session), {
      name: 'ValidationError',
      message:
        'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.',
    });
  });

  it('refuses a context where the trust policy lacks sts:SetContext', async () => {
    const { access } = company.world.roles;
    const ProvidedContexts = [contextOf(await identityContext(company))];
    access.trust.maySetContext = false;
    await assert.rejects(assume({ ProvidedContexts }), denied(access.arn, 'sts:SetContext'));
    await assume();
  });

  it('refuses a context that Identity Center did not give, gave for others, or gave too long ago', async () => {
    const { identityCenter } = company.world;
    const context = contextOf(await identityContext(company));
    const refused = async (changed: Partial<typeof context>, message: RegExp) => {
      const ProvidedContexts = [{ ...context, ...changed }];
      await assert.rejects(assume({ ProvidedContexts }), {
        name: 'InvalidContextAssertionException',
        message,
      });
    };
    await refused({ ContextAssertion: 'made up' }, /malformed/);
    await refused({ ProviderArn: 'arn:aws:iam::aws:contextProvider/Other' }, /trusted context provider/);
    identityCenter.accountIds = ['210987654321'];
    await refused({}, /another organization/);
    identityCenter.accountIds.push('123456789012');
    company.aws.rules.now = () => Date.now() + 290_000;
    await assume({ ProvidedContexts: [context] });
    company.aws.rules.identityTokenLifeMs = 60_000;
    company.aws.rules.now = Date.now;
    const short = contextOf(await identityContext(company));
    company.aws.rules.now = () => Date.now() + 61_000;
    await refused({ ContextAssertion: short.ContextAssertion }, /has expired/);
  });
});
