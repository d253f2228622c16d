import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { AwsEmulator } from '../emulator/awsEmulator.js';
import { makeIdentityCenter } from '../emulator/world/identityCenter.js';
import { makePrincipal } from '../emulator/world/principal.js';
import { makePlace } from '../emulator/world/world.js';
import { CredentialCommand } from '../fakes/credentialCommand.js';
import { allowAtIdentityCenter } from './codePages.js';
import { TestWindow } from './window.js';
import type { Workbench } from './workbench.js';

const accountId = '123456789012';
const region = 'us-east-1';
const center = makeIdentityCenter({
  accountId,
  region,
  users: [{ userName: 'anna@example.com', assignments: [{ accountId, roleName: 'Analyst' }] }],
});
/** Whose keys the command gives: a session with an identity, whose policy lets it get tokens and nothing else. */
const enhanced = makePrincipal({
  accountId,
  accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  sessionToken: 'session//token+EXAMPLE==',
  arn: `arn:aws:sts::${accountId}:assumed-role/RedshiftAccess/anna@example.com`,
  mayList: false,
});
const config = (command: string): string => `[profile analytics]
sso_session = corp
sso_account_id = ${accountId}
sso_role_name = Analyst
region = ${region}

[profile tokens]
region = ${region}
${command}

[sso-session corp]
sso_start_url = ${center.startUrl}
sso_region = ${region}
`;

describe('a person who browses by SSO and gets tokens by a command', () => {
  let aws: AwsEmulator;
  let window: TestWindow;
  let workbench: Workbench;
  let command: CredentialCommand;

  before(async () => {
    aws = await AwsEmulator.start({
      world: {
        principals: [enhanced],
        places: [
          makePlace(accountId, region, [{ workgroupName: 'analytics' }, { workgroupName: 'marketing' }]),
        ],
        identityCenters: [center],
      },
    });
    window = await TestWindow.open({
      env: { AWS_ENDPOINT_URL: aws.url, AWS_PROFILE: 'analytics' },
      prepare: async (stage) => {
        command = await CredentialCommand.write(stage);
        await writeFile(stage.configFile, config(command.entry));
      },
    });
    workbench = window.workbench;
  });

  afterEach(function () {
    return workbench.pictureOfFailure(this.currentTest);
  });

  after(async () => {
    await window.close();
    await aws.close();
  });

  /**
   * The first of each call so far, and by which role, in order. Waiting for the person, and what they see, is left out;
   * so is whose credentials they are, which is asked while something else is.
   */
  const calls = (): readonly string[] => [
    ...new Set(
      aws.requests
        .filter(({ errorName }) => errorName !== 'AuthorizationPendingException')
        .filter(({ operation }) => !/SignIn$|^GetCallerIdentity$/.test(operation))
        .map(({ operation, principalArn = '', errorName }) =>
          [operation, /RedshiftAccess|Analyst/.exec(principalArn)?.[0], errorName].filter(Boolean).join(' '),
        ),
    ),
  ];

  it('signs in by a code, and the workgroups are listed', async () => {
    await workbench.openView('Redshift Serverless');
    await workbench.row('Profile "analytics" is not signed in').click();
    await workbench.pick('Copy the code');
    await workbench.picker('Copied. Waiting until the code is allowed in a browser').waitFor();
    await allowAtIdentityCenter(window.browser.context, aws.url, await workbench.clipboard());
    await workbench.row('marketing').waitFor();
    await workbench.row(/analytics.*123456789012/).waitFor();
    await workbench.picture('mixed-1-signed-in');
    assert.equal(await command.runs(), 0, 'nothing runs before a token is wanted');
  });

  it('is told that these credentials carry no identity, and by whose they are', async () => {
    await workbench.rowInlineAction('marketing', 'Get Token');
    const message = workbench.notification('carry no Identity Center identity (profile "analytics")');
    await message.appears();
    await workbench.picture('mixed-2-no-identity');
    await message.press('Choose Other Credentials…');
  });

  it('chooses the profile with the command, and gets the token at once', async () => {
    await workbench.picks.filter({ hasText: 'tokens' }).waitFor();
    await workbench.picture('mixed-3-choose');
    await workbench.pick('tokens');
    await workbench.statusBarItem(/60\s*min/).waitFor();
    await workbench.row(/marketing.*60\s*min/).waitFor();
    await workbench.row(/analytics.*tokens by tokens/).waitFor();
    await workbench.picture('mixed-4-token');
    assert.equal(await command.runs(), 1);
  });

  it('was at AWS with either kind of credentials for what they are good for', () => {
    assert.deepEqual(calls(), [
      'RegisterClient',
      'StartDeviceAuthorization',
      'CreateToken',
      'GetRoleCredentials',
      'ListWorkgroups Analyst',
      'GetIdentityCenterAuthToken Analyst UnsupportedOperationFault',
      'GetIdentityCenterAuthToken RedshiftAccess',
    ]);
  });
});
