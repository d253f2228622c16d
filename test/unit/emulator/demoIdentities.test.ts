import assert from 'node:assert/strict';
import { AwsEmulator } from '../../emulator/awsEmulator.js';
import { demoSettings, demoWorld } from '../../emulator/demoWorld.js';
import { companyWorld, startCompanyProvider } from '../../emulator/identityCompany.js';
import type { IdentityProvider } from '../../emulator/identityProvider/identityProvider.js';
// Loaded here, since a test's time is short where the computer is busy.
import '../../emulator/identityProvider/identityProvider.js';
import { ScriptedBrowser } from '../../emulator/identityProvider/scriptedBrowser.js';
import { AwsHome } from '../../fakes/awsHome.js';
import { Edges } from '../../fakes/edges.js';
import { Product } from '../../fakes/product.js';

describe('The demo world with identities', () => {
  let provider: IdentityProvider;
  let product: Product;
  beforeEach(async () => {
    const edges = new Edges();
    const now = (): number => edges.localClock.now();
    provider = await startCompanyProvider({ isPlain: true, now });
    const aws = await AwsEmulator.start({ world: demoWorld(companyWorld(provider)), now });
    const home = await AwsHome.enter({ AWS_ENDPOINT_URL: aws.url, AWS_MAX_ATTEMPTS: '1' });
    const settings = demoSettings(provider.issuer);
    edges.identities = settings['redshiftIdc.identities'];
    edges.sources = settings['redshiftIdc.sources'];
    product = new Product(aws, home, edges);
  });
  afterEach(async () => {
    product.dispose();
    await Promise.all([provider.close(), product.aws.close()]);
    await product.home.leave();
  });

  /** As a person does it whose browser knows no authority of ours. */
  async function signInAsAnna(address: string): Promise<void> {
    const browser = new ScriptedBrowser('');
    const page = await browser.open(address);
    await browser.submit(page, { email: 'anna@example.com' });
  }

  it('shows whoever signs in, by plain http, workgroups of their own, and gives a token for them', async () => {
    const { signal } = new AbortController();
    const window = {
      place: { isWeb: false, remoteName: undefined },
      canUseCode: true,
      openBrowser: (address: string) => signInAsAnna(address).then(() => true),
      showCode: () => assert.fail('the browser comes back'),
    };
    await product.identities.signIn('Acme', false, window, signal);
    const { granted } = await product.service.get(await product.workgroups(), signal);
    assert.deepEqual(
      {
        problems: [...(await product.list.read()).problems, ...product.identityList.current.problems],
        granted: granted.map(({ name }) => name),
      },
      { problems: [], granted: ['people', 'planning'] },
    );
  });
});
