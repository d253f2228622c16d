import assert from 'node:assert/strict';
import { DiagnosisStage } from './diagnosisStage.js';

/** What is not ok, one line each. */
async function wrongIn(stage: DiagnosisStage): Promise<readonly string[]> {
  const { findings } = await stage.diagnose();
  return findings
    .filter(({ verdict }) => verdict === 'failed' || verdict === 'warning')
    .map(({ title, text, next }) => `${title} | ${text} | ${next ?? ''}`);
}

const signer = { applicationCredentials: { profile: 'signer' } };
const noSigner =
  'Profile "signer" is not in the AWS config files, or names no credentials. | Correct the AWS config file, then run Diagnose… again.';

describe('Diagnose… names', () => {
  let stage: DiagnosisStage;
  afterEach(() => stage.close());

  it('the profile that signs for the application, with and without a sign-in', async () => {
    stage = await DiagnosisStage.start({ entry: signer, keysOfSigner: true });
    assert.deepEqual(await wrongIn(stage), []);
    await stage.company.home.writeCredentials('');
    stage.product.clients.drop();
    stage.pass();
    const link = `Identity "company", keys that sign for the application | ${noSigner}`;
    assert.deepEqual(await wrongIn(stage), [link]);
    await stage.product.identities.signOut('company', stage.company.never);
    assert.deepEqual(await wrongIn(stage), [
      'Identity "company", sign-in | Not signed in with "company". Sign in, then retry. | Run Sign In… with the identity "company".',
      link,
    ]);
  });

  it('credentials without an identity where they get the tokens', async () => {
    stage = await DiagnosisStage.start({ keysOfSigner: true });
    const { product } = stage;
    product.edges.sources = [{ profile: 'signer', region: 'us-east-1' }];
    product.list.invalidate();
    await product.selection.set(await product.workgroups(), true);
    assert.deepEqual(await wrongIn(stage), [
      'Token call | These credentials carry no Identity Center identity (profile "signer"). AWS gives Redshift tokens only to an identity-enhanced role session. Choose a profile that provides one to get the tokens. | Run Get Tokens with Other Credentials… and choose an identity, or a profile whose credentials carry one.',
    ]);
  });

  it('browsing and getting tokens apart: neither hides the other', async () => {
    stage = await DiagnosisStage.start();
    const { product } = stage;
    product.edges.sources = [{ profile: 'missing', tokenIdentity: 'company', region: 'us-east-1' }];
    product.list.invalidate();
    await product.list.read();
    assert.deepEqual(await wrongIn(stage), [
      'Credentials that browse | Profile "missing", which is not in the AWS config files. Profile "missing" is not in the AWS config files, or names no credentials. | Correct the AWS config file, then run Diagnose… again.',
      'Token call | Not made, since no workgroup of this source is ticked. | Tick a workgroup, then run Diagnose… again.',
    ]);
  });

  it('an identity that is not there', async () => {
    stage = await DiagnosisStage.start();
    const { product } = stage;
    product.edges.identities = [];
    product.identityList.invalidate();
    product.clients.drop();
    assert.deepEqual(await wrongIn(stage), [
      'Identity "company" | There is no identity "company": the setting redshiftIdc.identities has none, or its entry is skipped. | Correct the settings that begin with redshiftIdc, then run Diagnose… again.',
    ]);
  });

  it('an endpoint that does not answer, and its address', async () => {
    stage = await DiagnosisStage.start();
    stage.company.home.env['AWS_ENDPOINT_URL_REDSHIFT_SERVERLESS'] = 'http://127.0.0.1:9';
    const [api] = (await wrongIn(stage)).filter((line) => line.startsWith('API endpoint'));
    assert.equal(
      api,
      'API endpoint | http://127.0.0.1:9 (named by the environment or a profile): The connection to AWS failed (ECONNREFUSED). Check the network or proxy, then retry. | After that, run Diagnose… again.',
    );
  });

  it("the region's own endpoint where nothing else is said, as the SDK finds it", async () => {
    stage = await DiagnosisStage.start();
    const { env } = stage.company.home;
    delete env['AWS_ENDPOINT_URL'];
    const at = async (region: string) => (await stage.aws.endpoint({ ...stage.environment, region })).url;
    assert.deepEqual(
      [await at('us-east-1'), await at('cn-north-1')],
      [
        'https://redshift-serverless.us-east-1.amazonaws.com/',
        'https://redshift-serverless.cn-north-1.amazonaws.com.cn/',
      ],
    );
    env['AWS_USE_FIPS_ENDPOINT'] = 'true';
    assert.equal(await at('us-east-1'), 'https://redshift-serverless-fips.us-east-1.amazonaws.com/');
  });
});
