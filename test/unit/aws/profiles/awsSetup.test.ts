import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { FileAwsSetup } from '../../../../src/aws/profiles/awsSetup.js';
import { AwsHome } from '../../../fakes/awsHome.js';

const config = `
[default]
region = eu-west-1
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = secret
[profile zeta]
region = eu-north-1
[profile alpha]
output = json
[sso-session corp]
sso_region = us-east-1
[services local]
sts =
  endpoint_url = http://127.0.0.1:1
`;

type Env = Readonly<Record<string, string>>;
const keys: Env = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret' };

/** What the CLI would use, told nothing: an id, or undefined for none. */
const defaults: Readonly<Record<string, readonly [Env, string | undefined]>> = {
  'the default profile and its region': [{}, 'profile:default@eu-west-1'],
  AWS_PROFILE: [{ AWS_PROFILE: 'zeta' }, 'profile:zeta@eu-north-1'],
  AWS_DEFAULT_PROFILE: [{ AWS_DEFAULT_PROFILE: 'zeta' }, 'profile:zeta@eu-north-1'],
  'AWS_PROFILE before AWS_DEFAULT_PROFILE': [
    { AWS_PROFILE: 'zeta', AWS_DEFAULT_PROFILE: 'alpha' },
    'profile:zeta@eu-north-1',
  ],
  'the default profile where AWS_PROFILE is empty': [{ AWS_PROFILE: '' }, 'profile:default@eu-west-1'],
  'AWS_REGION before the region of the profile': [{ AWS_REGION: 'us-west-2' }, 'profile:default@us-west-2'],
  'AWS_REGION before AWS_DEFAULT_REGION': [
    { AWS_REGION: 'us-west-2', AWS_DEFAULT_REGION: 'us-east-2' },
    'profile:default@us-west-2',
  ],
  AWS_DEFAULT_REGION: [{ AWS_DEFAULT_REGION: 'us-east-2' }, 'profile:default@us-east-2'],
  'keys of the environment before a profile': [{ ...keys, AWS_PROFILE: 'zeta' }, 'environment@eu-north-1'],
  'a profile that is named but missing, so that its row can say so': [
    { AWS_PROFILE: 'gone', AWS_REGION: 'us-east-1' },
    'profile:gone@us-east-1',
  ],
  'nothing where the profile has no region': [{ AWS_PROFILE: 'alpha' }, undefined],
};

const withoutFiles: Readonly<Record<string, readonly [Env, string | undefined]>> = {
  nothing: [{}, undefined],
  'what the instance may give, with a region alone': [{ AWS_REGION: 'us-east-1' }, 'environment@us-east-1'],
  'keys and a region': [{ ...keys, AWS_REGION: 'us-east-1' }, 'environment@us-east-1'],
  'what a container gives': [
    { AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/x', AWS_REGION: 'us-east-1' },
    'environment@us-east-1',
  ],
  'a web identity': [
    { AWS_WEB_IDENTITY_TOKEN_FILE: '/token', AWS_DEFAULT_REGION: 'us-east-1' },
    'environment@us-east-1',
  ],
};

describe('the AWS set-up', () => {
  let home: AwsHome;
  beforeEach(async () => (home = await AwsHome.enter()));
  afterEach(() => home.leave());
  const read = (env: Env = {}) => new FileAwsSetup({ ...home.env, ...env }).read();

  for (const [what, [env, id]] of Object.entries(defaults)) {
    it(`begins with ${what}`, async () => {
      await home.writeConfig(config);
      assert.equal((await read(env)).defaultSource?.id, id);
    });
  }

  for (const [what, [env, id]] of Object.entries(withoutFiles)) {
    it(`begins without files with ${what}`, async () => {
      assert.deepEqual((await read(env)).defaultSource?.id, id);
    });
  }

  it('begins with nothing where the default profile has a region alone and others have credentials', async () => {
    await home.writeConfig('[default]\nregion = eu-west-1\n[profile work]\nsso_session = corp\n');
    assert.equal((await read()).defaultSource, undefined);
  });

  it('begins with the instance where no profile has credentials', async () => {
    await home.writeConfig('[default]\nregion = eu-west-1\n');
    assert.equal((await read()).defaultSource?.id, 'environment@eu-west-1');
  });

  it('offers the profiles of both files, the default one first, and no other section', async () => {
    await home.writeConfig(config);
    await home.writeCredentials('[alpha]\nregion = us-east-2\n[only-keys]\naws_access_key_id = AKIA\n');
    assert.deepEqual(await read({ AWS_REGION: 'us-west-2' }), {
      profiles: [
        { name: 'default', region: 'eu-west-1', signIn: undefined, needsCode: false },
        { name: 'alpha', region: 'us-east-2', signIn: undefined, needsCode: false },
        { name: 'only-keys', region: undefined, signIn: undefined, needsCode: false },
        { name: 'zeta', region: 'eu-north-1', signIn: undefined, needsCode: false },
      ],
      region: 'us-west-2',
      defaultSource: {
        id: 'profile:default@us-west-2',
        credentials: { kind: 'profile', name: 'default' },
        region: 'us-west-2',
        tokenCredentials: undefined,
        given: [],
        connectTo: new Map(),
        isManaged: false,
      },
      problems: [],
    });
  });

  it('names the sign-in that the credentials of each profile come from', async () => {
    await home.writeConfig(
      '[profile chained]\nrole_arn = x\nsource_profile = work\n[profile old]\nsso_start_url = https://x\n[profile work]\nsso_session = corp\n[sso-session corp]\nsso_region = us-east-1\n',
    );
    assert.deepEqual(
      (await read()).profiles.map(({ name, signIn }) => [name, signIn]),
      [
        ['chained', 'corp'],
        ['old', 'https://x'],
        ['work', 'corp'],
      ],
    );
  });

  it('reads the files that AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name, "~" included', async () => {
    await home.writeConfig(config);
    await home.writeCredentials('[mine]\naws_access_key_id = AKIA\n');
    const own = { AWS_CONFIG_FILE: '~/config', AWS_SHARED_CREDENTIALS_FILE: '~/credentials' };
    const names = async (env: Env) => (await read(env)).profiles.map(({ name }) => name);
    assert.deepEqual(
      { own: await names(own), gone: await names({ AWS_CONFIG_FILE: path.join(home.folder, 'gone') }) },
      { own: ['default', 'alpha', 'mine', 'zeta'], gone: ['mine'] },
    );
  });

  it('says which file cannot be read, and offers what the other holds', async () => {
    await mkdir(home.env['AWS_CONFIG_FILE']!);
    await home.writeCredentials('[mine]\naws_access_key_id = AKIA\n');
    const { profiles, problems } = await read();
    assert.deepEqual(
      { profiles, problems },
      {
        profiles: [{ name: 'mine', region: undefined, signIn: undefined, needsCode: false }],
        problems: [
          `The AWS file ${home.env['AWS_CONFIG_FILE']} cannot be read (EISDIR). Check that it is a file, and its permissions.`,
        ],
      },
    );
  });

  it('says which file it may not read', async function () {
    // Root may read everything, and Windows knows no such permission.
    if (process.getuid?.() === 0 || process.platform === 'win32') this.skip();
    await home.writeConfig(config);
    await home.writeCredentials('[mine]\naws_access_key_id = AKIA\n');
    await chmod(home.env['AWS_SHARED_CREDENTIALS_FILE']!, 0);
    assert.deepEqual((await read()).problems, [
      `The AWS file ${home.env['AWS_SHARED_CREDENTIALS_FILE']} cannot be read (EACCES). Check that it is a file, and its permissions.`,
    ]);
  });

  it('reads changed files anew', async () => {
    await home.writeConfig(config);
    await read();
    await home.writeConfig('[profile later]\noutput = json\n');
    assert.deepEqual((await read()).profiles, [
      { name: 'later', region: undefined, signIn: undefined, needsCode: false },
    ]);
  });

  it('finds the good profiles of a file with bad lines', async () => {
    await home.writeConfig(`this is no line of a config file\n[profile broken\n= nothing\n]\n${config}`);
    const names = (await read()).profiles.map(({ name }) => name);
    assert.ok(
      ['default', 'alpha', 'zeta'].every((name) => names.includes(name)),
      names.join(),
    );
  });
});
