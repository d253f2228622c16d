import type { CreateTokenWithIAMCommandInput } from '@aws-sdk/client-sso-oidc';
import { CreateTokenWithIAMCommand } from '@aws-sdk/client-sso-oidc';
import { decodeJwt, generateKeyPair } from 'jose';
import assert from 'node:assert/strict';
import { makePrincipal } from '../../emulator/world/principal.js';
import type { IdentityAws } from './identityAws.js';
import { audience, idToken, issuer, jwtBearer, oidc, startIdentityAws } from './identityAws.js';

type Input = Partial<CreateTokenWithIAMCommandInput>;

describe('CreateTokenWithIAM at the emulator', () => {
  let company: IdentityAws;
  beforeEach(async () => (company = await startIdentityAws()));
  afterEach(() => company.aws.close());

  const create = (input: Input, region?: string, credentials = company.world.anna) =>
    oidc(company.aws, credentials, region).send(
      new CreateTokenWithIAMCommand({
        clientId: company.world.application.applicationArn,
        grantType: jwtBearer,
        ...input,
      }),
    );
  const exchange = async (claims = {}, options = {}) => create({ assertion: await idToken(claims, options) });
  const renew = (refreshToken: string | undefined) => create({ grantType: 'refresh_token', refreshToken });
  const invalidGrant = (description: string) => ({
    name: 'InvalidGrantException',
    error: 'invalid_grant',
    error_description: description,
  });

  it('gives tokens and the identity context for a token of the issuer', async () => {
    const answer = await exchange();
    const { identityContext } = answer.awsAdditionalDetails!;
    const claims = decodeJwt(answer.idToken ?? '');
    assert.deepEqual(
      [claims['sts:identity_context'], claims.sub],
      [identityContext, company.world.identityCenter.users[0]!.userId],
    );
    assert.deepEqual(
      [answer.tokenType, answer.expiresIn, answer.scope],
      ['Bearer', 3600, company.world.application.scopes],
    );
    const { operation, region, accountId, applicationArn } = company.aws.requests[0]!;
    assert.deepEqual(
      { operation, region, accountId, applicationArn },
      {
        operation: 'CreateTokenWithIAM',
        region: 'us-east-1',
        accountId: '123456789012',
        applicationArn: company.world.application.applicationArn,
      },
    );
  });

  it('takes a token once, whatever became of the answer', async () => {
    const assertion = await idToken();
    company.aws.inject({ kind: 'cutOff', operation: 'CreateTokenWithIAM' });
    await assert.rejects(create({ assertion }), { code: 'ECONNRESET' });
    await assert.rejects(create({ assertion }), invalidGrant('The assertion was used before'));
  });

  it('takes a token without jti once too, or not at all', async () => {
    const assertion = await idToken({ jti: undefined });
    await create({ assertion });
    await assert.rejects(create({ assertion }), invalidGrant('The assertion was used before'));
    company.aws.rules.needsJti = true;
    await assert.rejects(exchange({ jti: undefined }), invalidGrant('The assertion has no jti'));
  });

  it('refuses a token of another issuer, audience, key or time, and says why or not', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const cases: [() => Promise<unknown>, string][] = [
      [
        () => exchange({ iss: 'https://evil.example.com' }),
        'The issuer of the assertion is not a trusted token issuer of the application',
      ],
      [() => exchange({ aud: 'other' }), 'The audience of the assertion is not authorized'],
      [() => exchange({}, { key: privateKey }), 'The signature of the assertion is invalid'],
      [() => exchange({}, { seconds: -10 }), 'The assertion has expired'],
      [() => create({ assertion: 'made up' }), 'The assertion is not a JWT'],
      [() => exchange({ email: 'eve@example.com' }), 'The assertion names no user of the directory'],
    ];
    for (const [ask, description] of cases) await assert.rejects(ask(), invalidGrant(description));
    company.world.application.authorizedIssuers = [{ issuer, audiences: ['another'] }];
    company.aws.rules.assertionRefusal = 'unnamed';
    await assert.rejects(exchange({ aud: audience }), invalidGrant('Invalid grant provided'));
  });

  it('refuses a user who is not assigned', async () => {
    company.world.application.assignedUsers = ['ben@example.com'];
    await assert.rejects(exchange(), { name: 'AccessDeniedException', error: 'access_denied' });
    await exchange({ email: 'ben@example.com' });
  });

  it("refuses a caller that the actor policy does not name, in IAM's words", async () => {
    const { application, anna } = company.world;
    application.actors = ['210987654321'];
    await assert.rejects(exchange(), {
      name: 'AccessDeniedException',
      message: `User: ${anna.arn} is not authorized to perform: sso-oauth:CreateTokenWithIAM on resource: ${application.applicationArn} because no resource-based policy allows the sso-oauth:CreateTokenWithIAM action`,
      error: undefined,
    });
  });

  it('knows the application in its own region only, and no other application', async () => {
    const assertion = await idToken();
    await assert.rejects(create({ assertion }, 'eu-west-1'), {
      name: 'InvalidRequestRegionException',
      endpoint: 'https://oidc.us-east-1.amazonaws.com',
      region: 'us-east-1',
    });
    const clientId = 'arn:aws:sso::123456789012:application/ssoins-1/apl-1';
    await assert.rejects(create({ assertion, clientId }), { name: 'InvalidClientException' });
    await create({ assertion });
  });

  it('refuses keys that are wrong or have ended, told from a sign-in that has ended', async () => {
    const { anna } = company.world;
    await assert.rejects(create({}, undefined, { ...anna, secretAccessKey: 'wrong' }), {
      name: 'InvalidSignatureException',
    });
    const ended = makePrincipal({
      accountId: anna.accountId,
      accessKeyId: 'ASIAI44QH8DHBEXAMPLE',
      sessionToken: 'ended',
      credentialsExpireAtMs: 1,
    });
    company.world.principals.push(ended);
    await assert.rejects(create({}, undefined, ended), {
      name: 'ExpiredTokenException',
      error: undefined,
      message: 'The security token included in the request is expired',
    });
    const { refreshToken } = await exchange();
    const now = Date.now();
    company.aws.rules.now = () => now + company.aws.rules.identitySessionLifeMs;
    const client = oidc(company.aws, anna);
    client.config.systemClockOffset = company.aws.rules.identitySessionLifeMs;
    const { applicationArn } = company.world.application;
    const late = new CreateTokenWithIAMCommand({
      clientId: applicationArn,
      grantType: 'refresh_token',
      refreshToken,
    });
    await assert.rejects(client.send(late), { name: 'ExpiredTokenException', error: 'expired_token' });
  });

  it('renews without a new token of the issuer, and turns the refresh token over or keeps it', async () => {
    const first = await exchange();
    const second = await renew(first.refreshToken);
    assert.notEqual(
      second.awsAdditionalDetails?.identityContext,
      first.awsAdditionalDetails?.identityContext,
    );
    await assert.rejects(renew(first.refreshToken), invalidGrant('Invalid refresh token provided'));
    const { application, identityCenter } = company.world;
    const other = { ...application, applicationArn: `${application.applicationArn}0` };
    identityCenter.applications.push(other);
    const { applicationArn: clientId } = other;
    const { refreshToken } = second;
    const elsewhere = create({ grantType: 'refresh_token', refreshToken, clientId });
    await assert.rejects(elsewhere, invalidGrant('Invalid refresh token provided'));
    company.aws.rules.rotatesRefreshToken = false;
    const third = await renew(second.refreshToken);
    assert.equal(third.refreshToken, undefined);
    await renew(second.refreshToken);
    company.aws.rules.givesRefreshToken = false;
    assert.equal((await exchange()).refreshToken, undefined);
  });

  it('loses the identity context where a narrower scope was asked for', async () => {
    const assertion = await idToken();
    const { awsAdditionalDetails, scope } = await create({ assertion, scope: ['redshift:connect'] });
    assert.deepEqual([awsAdditionalDetails, scope], [undefined, ['redshift:connect']]);
    await assert.rejects(create({ assertion: await idToken(), scope: ['s3:read'] }), {
      name: 'InvalidScopeException',
    });
  });

  it('knows only the grants that the application has', async () => {
    await assert.rejects(create({ grantType: 'password' }), { name: 'UnsupportedGrantTypeException' });
    await assert.rejects(create({}), { name: 'InvalidRequestException', error: 'invalid_request' });
    company.world.application.hasRefreshGrant = false;
    const { refreshToken } = await exchange();
    assert.equal(refreshToken, undefined);
    await assert.rejects(renew('any'), { name: 'UnauthorizedClientException' });
  });
});
