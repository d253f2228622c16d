import {
  CreateTokenCommand,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
} from '@aws-sdk/client-sso-oidc';
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { IdentityAws } from './identityAws.js';
import { oidc } from './identityAws.js';
import { ProfileStage } from './profileStage.js';

const account = '123456789012';

describe('SSO profiles and the portal at the emulator', () => {
  let stage: ProfileStage;
  let company: IdentityAws;
  beforeEach(async () => {
    stage = await ProfileStage.enter();
    ({ company } = stage);
  });
  afterEach(() => stage.leave());

  const provide: ProfileStage['provide'] = (...asked) => stage.provide(...asked);
  const who: ProfileStage['who'] = (keys) => stage.who(keys);

  it('gives credentials of a permission set to an sso-session profile and to a legacy one, until signed out', async () => {
    const { identityCenter } = company.world;
    company.aws.rules.deviceCodes = 'allow';
    const sso = [`sso_start_url = ${identityCenter.startUrl}`, `sso_region = ${identityCenter.region}`];
    const role = [`sso_account_id = ${account}`, 'sso_role_name = Analyst'];
    const modern = [...role, 'sso_session = corp', '[sso-session corp]', ...sso];
    const token = await signIn(company, 'corp', ['sso:account:access']);
    await signIn(company, identityCenter.startUrl);
    const arn =
      /^arn:aws:sts::123456789012:assumed-role\/AWSReservedSSO_Analyst_[0-9a-f]{16}\/anna@example\.com$/;
    assert.match(await who(await provide('modern', modern)), arn);
    assert.match(await who(await provide('legacy', [...role, ...sso])), arn);
    await signIn(company, 'corp', ['sso:account:access'], -60_000);
    assert.match(await who(await provide('modern', modern)), arn);
    assert.ok(company.aws.requests.filter(({ operation }) => operation === 'CreateToken').length === 4);
    const denied = modern.map((line) => line.replace('Analyst', 'Admin'));
    await assert.rejects(provide('modern', denied), { message: /No access/ });
    const elsewhere = modern.map((line) => line.replace(account, '210987654321'));
    await assert.rejects(provide('modern', elsewhere), { message: /No access/ });
    const renewed = JSON.parse(await readFile(cacheFile('corp'), 'utf8')) as { accessToken: string };
    assert.notEqual(renewed.accessToken, token);
    await portal('logout', renewed.accessToken, 'POST');
    await assert.rejects(provide('modern', modern), { message: /Session token not found or invalid/ });
  });

  it('lists the accounts and roles of whoever signed in, and nobody else', async () => {
    company.aws.rules.deviceCodes = 'allow';
    const token = await signIn(company, 'corp', ['sso:account:access']);
    const accounts = (await portal('assignment/accounts', token)) as { accountList: { accountId: string }[] };
    assert.deepEqual(
      accounts.accountList.map(({ accountId }) => accountId),
      [account, '210987654321'],
    );
    assert.deepEqual(await portal(`assignment/roles?account_id=${account}`, token), {
      roleList: [{ accountId: account, roleName: 'Analyst' }],
    });
    assert.deepEqual(await portal('assignment/accounts', 'made up'), {
      message: 'Session token not found or invalid',
      __type: 'com.amazonaws.switchboard.portal#UnauthorizedException',
    });
    const narrow = await signIn(company, 'narrow', ['redshift:connect']);
    assert.match(
      JSON.stringify(await portal('assignment/accounts', narrow)),
      /No access.*ForbiddenException/,
    );
    company.aws.rules.now = () => Date.now() + 3_600_000;
    assert.match(JSON.stringify(await portal('assignment/accounts', token)), /UnauthorizedException/);
  });

  async function portal(what: string, token: string, method = 'GET'): Promise<unknown> {
    const headers = { 'x-amz-sso_bearer_token': token };
    return (await fetch(`${company.aws.url}/${what}`, { method, headers })).json();
  }

  function cacheFile(name: string): string {
    const hash = createHash('sha1').update(name).digest('hex');
    return path.join(stage.home.folder, '.aws', 'sso', 'cache', `${hash}.json`);
  }

  /** Signs in by device code, and writes the AWS CLI's cache file under this name; answers the bearer token. */
  async function signIn(
    { aws, world }: IdentityAws,
    name: string,
    scopes?: string[],
    lifeMs = 3_600_000,
  ): Promise<string> {
    const { startUrl } = world.identityCenter;
    const { clientId, clientSecret } = await oidc(aws).send(
      new RegisterClientCommand({ clientName: 'cli', clientType: 'public', scopes }),
    );
    const client = { clientId, clientSecret };
    const { deviceCode } = await oidc(aws).send(new StartDeviceAuthorizationCommand({ ...client, startUrl }));
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code';
    const { accessToken, refreshToken } = await oidc(aws).send(
      new CreateTokenCommand({ ...client, grantType, deviceCode }),
    );
    const file = cacheFile(name);
    await mkdir(path.dirname(file), { recursive: true });
    const expiresAt = new Date(Date.now() + lifeMs).toISOString();
    const registrationExpiresAt = '2099-01-01T00:00:00Z';
    await writeFile(
      file,
      JSON.stringify({ startUrl, accessToken, expiresAt, ...client, registrationExpiresAt, refreshToken }),
    );
    return accessToken!;
  }
});
