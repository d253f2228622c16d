import assert from 'node:assert/strict';
import { describeCredentials } from '../../../../src/aws/diagnosis/describeCredentials.js';
import { readAwsFiles } from '../../../../src/aws/profiles/awsFiles.js';
import { AwsHome } from '../../../fakes/awsHome.js';

const role = 'role_arn = arn:aws:iam::123456789012:role/Reporting';
const config = `[profile static]
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
[profile session]
aws_access_key_id = ASIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
aws_session_token = token
[profile role]
${role}
source_profile = static
[profile guarded]
${role}
source_profile = role
mfa_serial = arn:aws:iam::123456789012:mfa/anna
[profile machine]
${role}
credential_source = Ec2InstanceMetadata
[profile own]
${role}
source_profile = own
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
[profile web]
${role}
web_identity_token_file = /run/token
[profile process]
credential_process = /opt/tool --password hunter2
[profile sso]
sso_session = corp
sso_account_id = 123456789012
[profile legacy]
sso_start_url = https://d-1.awsapps.com/start
[profile login]
login_session = arn:aws:iam::123456789012:user/anna
[profile bare]
region = us-east-1
[profile lost]
${role}
source_profile = nowhere
[profile circle]
${role}
source_profile = other
[profile other]
${role}
source_profile = circle
`;

describe('Credentials are described', () => {
  let home: AwsHome;
  before(async () => {
    home = await AwsHome.enter();
    await home.writeConfig(config);
  });
  after(() => home.leave());

  const reporting = 'the role arn:aws:iam::123456789012:role/Reporting';
  const profiles: readonly (readonly [string, string])[] = [
    ['static', 'static keys'],
    ['session', 'keys of a session that ends'],
    ['role', `${reporting}, with profile "static", static keys`],
    [
      'guarded',
      `${reporting} with an MFA code, with profile "role", ${reporting}, with profile "static", static keys`,
    ],
    ['machine', `${reporting}, assumed with what Ec2InstanceMetadata gives`],
    ['own', `${reporting}, assumed with its own keys`],
    ['web', `${reporting} with the web identity token in /run/token`],
    ['process', 'a command (credential_process)'],
    ['sso', 'the sign-in of sso-session "corp"'],
    ['legacy', 'an SSO sign-in in the legacy form (sso_start_url)'],
    ['login', 'the keys of `aws login`'],
    ['bare', 'which names no credentials'],
    ['missing', 'which is not in the AWS config files'],
    ['lost', `${reporting}, with profile "nowhere", which is not in the AWS config files`],
    ['circle', `${reporting}, with profile "other", ${reporting}`],
  ];
  for (const [name, kind] of profiles) {
    it(`as ${kind}`, async () => {
      const files = await readAwsFiles(home.env);
      assert.equal(
        describeCredentials({ kind: 'profile', name }, files, home.env),
        `Profile "${name}", ${kind}`,
      );
    });
  }

  const environments: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
    [{ AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 's' }, 'static keys'],
    [
      { AWS_ACCESS_KEY_ID: 'ASIA', AWS_SECRET_ACCESS_KEY: 's', AWS_SESSION_TOKEN: 't' },
      'keys of a session that ends',
    ],
    [
      { AWS_WEB_IDENTITY_TOKEN_FILE: '/run/token', AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/Reporting' },
      `${reporting} with the web identity token in /run/token`,
    ],
    [{ AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: '/v2/credentials' }, 'what the container gives'],
    [{}, 'what the instance gives, if this computer is one'],
    [{ AWS_EC2_METADATA_DISABLED: 'TRUE' }, 'which names no credentials'],
  ];
  for (const [env, kind] of environments) {
    it(`of the environment as ${kind}`, async () => {
      assert.equal(
        describeCredentials({ kind: 'environment' }, await readAwsFiles(home.env), env),
        `The environment, ${kind}`,
      );
    });
  }

  it('as an identity', async () => {
    const files = await readAwsFiles(home.env);
    assert.equal(describeCredentials({ kind: 'identity', name: 'company' }, files, {}), 'Identity "company"');
  });
});
