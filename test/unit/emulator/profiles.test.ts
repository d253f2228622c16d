import { fromContainerMetadata, fromInstanceMetadata } from '@aws-sdk/credential-providers';
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { IdentityAws } from './identityAws.js';
import { idToken } from './identityAws.js';
import { ProfileStage } from './profileStage.js';

const account = '123456789012';

describe("Profiles of the AWS CLI that assume roles, and a machine's own credentials, at the emulator", () => {
  let stage: ProfileStage;
  let company: IdentityAws;
  beforeEach(async () => {
    stage = await ProfileStage.enter();
    ({ company } = stage);
  });
  afterEach(() => stage.leave());

  const provide: ProfileStage['provide'] = (...asked) => stage.provide(...asked);
  const who: ProfileStage['who'] = (keys) => stage.who(keys);
  const session = (name: string) => `arn:aws:sts::${account}:assumed-role/${name}`;

  it('assumes a role with an external id, and one with MFA', async () => {
    const { roles, anna } = company.world;
    const common = ['source_profile = anna', 'role_session_name = anna'];
    const reporting = [...common, `role_arn = ${roles.reporting.arn}`, 'external_id = reporting-7'];
    assert.equal(await who(await provide('reporting', reporting)), session('Reporting/anna'));
    const mfa = [`mfa_serial = ${anna.mfaDevice!.serialNumber}`, `role_arn = ${roles.guarded.arn}`];
    assert.equal(await who(await provide('guarded', [...common, ...mfa])), session('Guarded/anna'));
    await assert.rejects(provide('guarded', [...common, ...mfa], '000000'), { name: 'AccessDenied' });
  });

  it('assumes roles in a chain', async () => {
    const { roles } = company.world;
    const chain = [
      `role_arn = ${roles.guarded.arn}`,
      'source_profile = first',
      'role_session_name = second',
      '[profile first]',
      `role_arn = ${roles.access.arn}`,
      'source_profile = anna',
      'role_session_name = first',
    ];
    roles.guarded.trust = { ...roles.guarded.trust, needsMfa: false, principals: [roles.access.arn] };
    assert.equal(await who(await provide('second', chain)), session('Guarded/second'));
    assert.deepEqual(
      company.aws.requests.slice(0, 2).map(({ principalArn }) => principalArn),
      [company.world.anna.arn, session('RedshiftAccess/first')],
    );
  });

  it('assumes a role from a container and from an instance', async () => {
    const { roles } = company.world;
    for (const source of ['EcsContainer', 'Ec2InstanceMetadata']) {
      const lines = [
        `role_arn = ${roles.reporting.arn}`,
        `credential_source = ${source}`,
        'external_id = reporting-7',
        'role_session_name = nightly',
      ];
      assert.equal(await who(await provide('nightly', lines)), session('Reporting/nightly'));
    }
  });

  it('assumes a role with a web identity', async () => {
    const file = path.join(stage.home.folder, 'token');
    await writeFile(file, await idToken());
    const lines = [
      `role_arn = ${company.world.roles.signer.arn}`,
      `web_identity_token_file = ${file}`,
      'role_session_name = anna',
    ];
    assert.equal(await who(await provide('web', lines)), session('TokenExchange/anna'));
  });

  it("gives a container's and an instance's credentials, with version 2 of the metadata service only", async () => {
    const container = await fromContainerMetadata({ maxRetries: 0 })();
    assert.equal(await who(container), session('BuildMachine/task-4f1a'));
    const instance = await fromInstanceMetadata({ maxRetries: 0 })();
    assert.equal(await who(instance), session('BuildMachine/i-0a1b2c3d4e5f60718'));
    assert.ok(instance.expiration!.getTime() > Date.now() + 5 * 3_600_000);
    const address = `${company.aws.url}/latest/meta-data/iam/security-credentials/`;
    assert.equal((await fetch(address)).status, 401);
    const token = await fetch(`${company.aws.url}/latest/api/token`, {
      method: 'PUT',
      headers: { 'x-aws-ec2-metadata-token-ttl-seconds': '60' },
    });
    const headers = { 'x-aws-ec2-metadata-token': await token.text() };
    assert.equal(await (await fetch(address, { headers })).text(), 'BuildMachine');
    assert.equal((await fetch(`${address}Other`, { headers })).status, 404);
    company.aws.rules.now = () => Date.now() + 60_000;
    assert.equal((await fetch(address, { headers })).status, 401);
    process.env['AWS_CONTAINER_AUTHORIZATION_TOKEN'] = 'wrong';
    await assert.rejects(fromContainerMetadata({ maxRetries: 0 })(), { statusCode: 401 });
    company.world.machine.instance.roleArn = 'arn:aws:iam::123456789012:role/Absent';
    await assert.rejects(fromInstanceMetadata({ maxRetries: 0 })(), { statusCode: 404 });
    const operations = new Set(company.aws.requests.map(({ operation }) => operation));
    assert.deepEqual(
      [...operations],
      ['GetContainerCredentials', 'GetCallerIdentity', 'GetInstanceMetadataToken', 'GetInstanceCredentials'],
    );
  });
});
