import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Computer } from '../../../../src/aws/diagnosis/computer.js';
import { AwsHome } from '../../../fakes/awsHome.js';

describe('The computer of a diagnosis', () => {
  let home: AwsHome;
  beforeEach(async () => (home = await AwsHome.enter()));
  afterEach(() => home.leave());

  it('says of each AWS file whether it is there and can be read', async () => {
    await home.writeConfig('[default]\n');
    const computer = new Computer(home.env);
    const kinds = async () => (await computer.awsFiles()).map(({ kind }) => kind);
    assert.deepEqual(await kinds(), ['readable', 'missing']);
    await mkdir(home.env['AWS_SHARED_CREDENTIALS_FILE']!);
    assert.deepEqual(await kinds(), ['readable', 'unreadable']);
    assert.equal(computer.home, home.folder);
  });

  it('tells what a variable says only where that is no secret', () => {
    const computer = new Computer({
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
      AWS_CONTAINER_AUTHORIZATION_TOKEN: 'token',
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://user:password@localhost/x?token=1',
      AWS_PROFILE: 'analytics',
      AWS_REGION: '',
      AWS_ENDPOINT_URL: 'https://user:pass@word@aws.example.com/x?token=1',
      AWS_SOMETHING_NEW: 'secret',
      https_proxy: 'anna:secret@proxy.example.com:3128',
      NO_PROXY: 'localhost,.example.com',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      PATH: '/usr/bin',
    });
    assert.deepEqual(
      computer.variables().map(({ name, value }) => `${name} ${value ?? 'set'}`),
      [
        'AWS_ACCESS_KEY_ID set',
        'AWS_CONTAINER_AUTHORIZATION_TOKEN set',
        'AWS_CONTAINER_CREDENTIALS_FULL_URI set',
        'AWS_ENDPOINT_URL https://…@aws.example.com/x',
        'AWS_PROFILE analytics',
        'AWS_SECRET_ACCESS_KEY set',
        'AWS_SESSION_TOKEN set',
        'AWS_SOMETHING_NEW set',
        'NODE_TLS_REJECT_UNAUTHORIZED 0',
        'NO_PROXY localhost,.example.com',
        'https_proxy …@proxy.example.com:3128',
      ],
    );
  });

  it('says of each file of certificates whether it holds any', async () => {
    const file = path.join(home.folder, 'company.pem');
    await writeFile(file, '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n');
    await home.writeConfig('[default]\n');
    const kinds = async (env: Readonly<Record<string, string>>) =>
      (await new Computer(env).certificates()).map(({ variable, kind }) => `${variable} ${kind}`);
    assert.deepEqual(
      [
        await kinds({ NODE_EXTRA_CA_CERTS: file, AWS_CA_BUNDLE: home.env['AWS_CONFIG_FILE']! }),
        await kinds({ AWS_CA_BUNDLE: `${file}.gone` }),
        await kinds({}),
      ],
      [['NODE_EXTRA_CA_CERTS readable', 'AWS_CA_BUNDLE unlike'], ['AWS_CA_BUNDLE missing'], []],
    );
  });
});
