import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { ssoCacheFile, ssoCacheFolder } from '../../../../src/aws/signIn/ssoCache.js';
import { endCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';
import {
  center,
  FakeWindow,
  legacyConfig,
  operationsOf,
  startSignedOut,
  whileTimePasses,
} from './signInCompany.js';

type Fields = Readonly<Record<string, unknown>>;

const signal = (): AbortSignal => new AbortController().signal;
const cached = async (name = 'corp'): Promise<Fields> =>
  JSON.parse(await readFile(ssoCacheFile(name), 'utf8')) as Fields;
const cliTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

describe('signing in at the SSO of a profile', () => {
  let product: Product;
  let window: FakeWindow;
  const begin = async (config?: string): Promise<void> => {
    product = await startSignedOut(config);
    window = new FakeWindow();
  };
  const signIn = (withCode = false): Promise<void> =>
    whileTimePasses(product.edges.localClock, product.signIn.signIn('analytics', withCode, window, signal()));
  const listed = async (): Promise<readonly string[]> => (await product.workgroups()).map(({ name }) => name);
  const allowAtOnce = (): void => {
    window.onCode = () => {
      const { signIns } = product.aws.identity;
      signIns.approve(signIns.waiting[0]!);
    };
  };
  afterEach(() => endCompany(product));

  it('by the browser asks as the AWS CLI asks, and lists with what it gave', async () => {
    await begin();
    assert.deepEqual(await listed(), []);
    await signIn();
    const [address] = window.opened;
    const {
      redirect_uri: redirect,
      scopes,
      code_challenge_method: method,
    } = Object.fromEntries(address!.searchParams);
    assert.deepEqual(
      {
        address: `${address!.origin}${address!.pathname}`,
        redirect: redirect?.replace(/:\d+\//, ':PORT/'),
        scopes,
        method,
        operations: operationsOf(product),
        listed: await listed(),
      },
      {
        address: `${product.aws.url}/authorize`,
        redirect: 'http://127.0.0.1:PORT/oauth/callback',
        scopes: 'sso:account:access',
        method: 'S256',
        operations: ['RegisterClient', 'Authorize', 'CreateToken'],
        listed: ['analytics'],
      },
    );
  });

  it("keeps what it got in the AWS CLI's own file, for its owner alone", async () => {
    await begin();
    await signIn();
    const { accessToken, refreshToken, clientId, clientSecret, expiresAt, registrationExpiresAt, ...rest } =
      await cached();
    assert.deepEqual(
      {
        mode: (await stat(ssoCacheFile('corp'))).mode & 0o777,
        folderMode: (await stat(ssoCacheFolder())).mode & 0o777,
        files: (await readdir(ssoCacheFolder())).length,
        areTexts: [accessToken, refreshToken, clientId, clientSecret].every((one) => typeof one === 'string'),
        areTimes: [expiresAt, registrationExpiresAt].every((one) => cliTime.test(String(one))),
        rest: { ...rest, registrationUse: undefined },
      },
      {
        mode: 0o600,
        folderMode: 0o700,
        files: 1,
        areTexts: true,
        areTimes: true,
        rest: { startUrl: center.startUrl, region: 'us-east-1', registrationUse: undefined },
      },
    );
  });

  it('by a code opens nothing, asks until a person allowed it, and lists with what it gave', async () => {
    await begin();
    window.place = { isWeb: true, remoteName: undefined };
    let asked = 0;
    window.onCode = ({ filledAddress }) => {
      const ask = product.edges.localClock.after(4500, () => {
        asked = operationsOf(product).filter((name) => name === 'CreateToken').length;
        const { signIns } = product.aws.identity;
        signIns.approve(signIns.waiting[0]!);
      });
      assert.ok(filledAddress.startsWith(`${product.aws.url}/device?user_code=`));
      return ask;
    };
    await signIn();
    assert.deepEqual(
      {
        opened: window.opened,
        isShowingCode: window.isShowingCode,
        hasAskedBefore: asked > 1,
        begun: operationsOf(product).slice(0, 2),
        listed: await listed(),
      },
      {
        opened: [],
        isShowingCode: false,
        hasAskedBefore: true,
        begun: ['RegisterClient', 'StartDeviceAuthorization'],
        listed: ['analytics'],
      },
    );
  });

  it('by a code asks less often when told to slow down', async () => {
    await begin();
    const { localClock } = product.edges;
    product.aws.inject({
      kind: 'error',
      operation: 'CreateToken',
      name: 'SlowDownException',
      status: 400,
      message: '',
    });
    const began = localClock.now();
    allowAtOnce();
    await signIn(true);
    // One second as AWS says, and five more after it said to slow down.
    assert.ok(localClock.now() - began >= 7000, String(localClock.now() - began));
  });

  it('by a code outlives a network that fails for a while', async () => {
    await begin();
    product.aws.inject({ kind: 'badGateway', operation: 'CreateToken', times: 2 });
    allowAtOnce();
    await signIn(true);
    assert.deepEqual(await listed(), ['analytics']);
  });

  it('of a legacy profile goes by a code without scopes, under its start URL, as with the AWS CLI', async () => {
    await begin(legacyConfig);
    allowAtOnce();
    await signIn();
    const { refreshToken, startUrl } = await cached(center.startUrl);
    assert.deepEqual(
      { refreshToken, startUrl, opened: window.opened, listed: await listed() },
      { refreshToken: undefined, startUrl: center.startUrl, opened: [], listed: ['analytics'] },
    );
  });

  it('again uses the registration that is held, but not for the other way', async () => {
    await begin();
    await signIn();
    await signIn();
    allowAtOnce();
    await signIn(true);
    await signIn(true);
    const registered = operationsOf(product).filter((name) => name === 'RegisterClient');
    assert.equal(registered.length, 2);
  });

  it('registers anew where the registration that is held has ended, or is not known any more', async () => {
    await begin();
    await signIn();
    await writeFile(
      ssoCacheFile('corp'),
      JSON.stringify({ ...(await cached()), registrationExpiresAt: '2020-01-01T00:00:00Z' }),
    );
    await signIn();
    await writeFile(ssoCacheFile('corp'), JSON.stringify({ ...(await cached()), clientSecret: 'lost' }));
    await signIn();
    const registered = operationsOf(product).filter((name) => name === 'RegisterClient');
    assert.equal(registered.length, 3);
  });

  it('keeps fields that it does not know, and no refresh token of who signed in before', async () => {
    await begin();
    await mkdir(ssoCacheFolder(), { recursive: true });
    await writeFile(ssoCacheFile('corp'), JSON.stringify({ note: 'of another tool', refreshToken: 'old' }));
    product.aws.inject({ kind: 'without', operation: 'CreateToken', member: 'refreshToken' });
    await signIn();
    const { note, refreshToken } = await cached();
    assert.deepEqual({ note, refreshToken }, { note: 'of another tool', refreshToken: undefined });
  });

  const oddFiles: Readonly<Record<string, string>> = {
    'an empty file': '',
    'no JSON': 'not JSON at all\n',
    'a list': '[]',
    'a text': '"x"',
    'a half-written file': '{"startUrl": "https://x", "accessTok',
    'fields of other kinds': '{"accessToken":1,"expiresAt":{},"clientId":[],"registrationExpiresAt":7}',
    'times that are none':
      '{"accessToken":"x","expiresAt":"soon","clientId":"x","clientSecret":"y","registrationExpiresAt":""}',
    'a file of nulls': '\0\0\0\0',
  };
  for (const [what, text] of Object.entries(oddFiles)) {
    it(`replaces ${what}`, async () => {
      await begin();
      await mkdir(ssoCacheFolder(), { recursive: true });
      await writeFile(ssoCacheFile('corp'), text);
      assert.deepEqual(await listed(), []);
      await signIn();
      assert.deepEqual(await listed(), ['analytics']);
    });
  }

  it('twice at once is one sign-in', async () => {
    await begin();
    await Promise.all([signIn(), signIn()]);
    assert.deepEqual(operationsOf(product), ['RegisterClient', 'Authorize', 'CreateToken']);
  });
});
