import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readAwsFiles } from '../../../../src/aws/profiles/awsFiles.js';
import { ssoCacheFile } from '../../../../src/aws/signIn/ssoCache.js';
import { describeError } from '../../../../src/core/base/log.js';
import { actionTitle } from '../../../../src/core/base/userError.js';
import { endCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';
import {
  center,
  FakeWindow,
  legacyConfig,
  operationsOf,
  sentenceOf,
  startSignedOut,
  whileTimePasses,
} from './signInCompany.js';

type Fields = Readonly<Record<string, unknown>>;

const minute = 60_000;
const signal = (): AbortSignal => new AbortController().signal;
const file = ssoCacheFile;
const cached = async (name = 'corp'): Promise<Fields> =>
  JSON.parse(await readFile(file(name), 'utf8')) as Fields;

describe('a sign-in', () => {
  let product: Product;
  const signIn = (): Promise<void> =>
    whileTimePasses(
      product.edges.localClock,
      product.signIn.signIn('analytics', false, new FakeWindow(), signal()),
    );
  const listed = async (): Promise<readonly string[]> => (await product.workgroups()).map(({ name }) => name);
  const problem = (): readonly string[] => {
    const [source] = product.list.current?.sources ?? [];
    const listing = product.catalogue.listing(source?.id ?? '');
    return listing.kind === 'failed' ? [listing.error.message, actionTitle(listing.error.action)] : [];
  };
  const notSignedIn = ['Profile "analytics" is not signed in, or its sign-in has ended.', 'Sign In…'];
  const tokenCalls = (): number => operationsOf(product).filter((name) => name === 'CreateToken').length;
  /** Writes the cache as the AWS CLI writes it. */
  const writeAsCli = async (fields: Fields, name = 'corp'): Promise<void> => {
    const { portal } = product.aws.identity;
    const session = {
      center,
      userName: 'anna@example.com',
      scopes: [],
      clientId: 'x',
      endsAtMs: Infinity,
      isSignedOut: false,
    };
    const { value } = portal.giveAccessToken(session, 60 * minute, product.edges.localClock.now());
    await mkdir(path.dirname(file(name)), { recursive: true });
    const expiresAt = new Date(product.edges.localClock.now() + 60 * minute)
      .toISOString()
      .replace(/\.\d+/, '');
    const all = { startUrl: center.startUrl, region: 'us-east-1', accessToken: value, expiresAt, ...fields };
    await writeFile(file(name), JSON.stringify(all), { mode: 0o600 });
  };
  beforeEach(async () => (product = await startSignedOut()));
  afterEach(() => endCompany(product));

  it('that is missing is a row with the way to sign in', async () => {
    await listed();
    assert.deepEqual(problem(), notSignedIn);
  });

  it('made by the AWS CLI serves, in both forms', async () => {
    await writeAsCli({});
    const bySession = await listed();
    await product.home.writeConfig(legacyConfig);
    await writeAsCli({}, center.startUrl);
    product.clients.drop();
    assert.deepEqual(
      { bySession, byUrl: await listed() },
      { bySession: ['analytics'], byUrl: ['analytics'] },
    );
  });

  it('that is half written by another tool is none yet, and serves once it is whole', async () => {
    await writeAsCli({});
    const whole = await readFile(file('corp'), 'utf8');
    await writeFile(file('corp'), whole.slice(0, whole.length / 2));
    await listed();
    const before = problem();
    await writeFile(file('corp'), whole);
    assert.deepEqual({ before, listed: await listed() }, { before: notSignedIn, listed: ['analytics'] });
  });

  it('that AWS has ended is said to have ended', async () => {
    await signIn();
    product.aws.identity.portal.bearer(String((await cached())['accessToken']), 0).isSignedOut = true;
    await listed();
    assert.deepEqual(problem(), notSignedIn);
  });

  it('of somebody without the role is told from one that has ended', async () => {
    product.aws.rules.signedInUser = 'ben@example.com';
    await signIn();
    await listed();
    assert.deepEqual(problem(), [
      'Whoever signed in for profile "analytics" has no access to the account and role that its entry names. Check sso_account_id and sso_role_name, or sign in as somebody else.',
      'Open AWS Config',
    ]);
  });

  it('that is about to end is renewed without a person, once, with the new refresh token', async () => {
    product.aws.rules.portalTokenLifeMs = 9 * minute;
    await signIn();
    const before = await cached();
    product.aws.rules.portalTokenLifeMs = 60 * minute;
    const names = await listed();
    const after = await cached();
    product.clients.drop();
    await listed();
    const differs = (name: string): boolean => before[name] !== after[name];
    assert.deepEqual(
      {
        names,
        calls: tokenCalls(),
        differing: Object.keys(after).filter(differs).sort(),
        hasRefreshToken: typeof after['refreshToken'],
      },
      {
        names: ['analytics'],
        calls: 2,
        differing: ['accessToken', 'expiresAt', 'refreshToken'],
        hasRefreshToken: 'string',
      },
    );
  });

  it('that is renewed keeps its refresh token and unknown fields where the answer has no refresh token', async () => {
    product.aws.rules.portalTokenLifeMs = 9 * minute;
    product.aws.rules.rotatesRefreshToken = false;
    await signIn();
    const before = { ...(await cached()), note: 'of another tool' };
    await writeFile(file('corp'), JSON.stringify(before));
    await listed();
    const after = await cached();
    assert.deepEqual(
      { calls: tokenCalls(), refreshToken: after['refreshToken'], note: after['note'] },
      { calls: 2, refreshToken: (before as Fields)['refreshToken'], note: 'of another tool' },
    );
  });

  it('is renewed once for all who need it at the same time', async () => {
    product.aws.rules.portalTokenLifeMs = 9 * minute;
    await signIn();
    const read = await readAwsFiles(product.home.env);
    product.aws.rules.portalTokenLifeMs = 60 * minute;
    await Promise.all([1, 2, 3].map(() => product.signIn.renew('analytics', read)));
    await product.signIn.renew('analytics', read);
    assert.equal(tokenCalls(), 2);
  });

  it('whose every new token ends soon is not renewed over and over', async () => {
    product.aws.rules.portalTokenLifeMs = 9 * minute;
    await signIn();
    for (let count = 0; count < 3; count++) {
      product.clients.drop();
      await listed();
    }
    const soon = tokenCalls();
    product.edges.localClock.advance(5 * minute);
    await product.signIn.renew('analytics', await readAwsFiles(product.home.env));
    assert.deepEqual({ soon, later: tokenCalls() }, { soon: 2, later: 3 });
  });

  it('that cannot be renewed just now serves until its end, and loses nothing', async () => {
    product.aws.rules.portalTokenLifeMs = 9 * minute;
    await signIn();
    const before = await cached();
    product.aws.inject({ kind: 'badGateway', operation: 'CreateToken', times: 9 });
    assert.deepEqual(
      { listed: await listed(), cached: await cached() },
      { listed: ['analytics'], cached: before },
    );
  });

  it('is ended at AWS and on this computer by a sign-out, and the next listing says so', async () => {
    await signIn();
    const { accessToken } = await cached();
    await product.signIn.signOut('analytics', signal());
    product.clients.drop();
    await listed();
    assert.throws(() => product.aws.identity.portal.bearer(String(accessToken), 0), {
      message: 'Session token not found or invalid',
    });
    await assert.rejects(readFile(file('corp')), { code: 'ENOENT' });
    assert.deepEqual(problem(), notSignedIn);
  });

  it('that has ended already, or never was, is signed out all the same', async () => {
    await signIn();
    product.aws.identity.portal.bearer(String((await cached())['accessToken']), 0).isSignedOut = true;
    await product.signIn.signOut('analytics', signal());
    await product.signIn.signOut('analytics', signal());
    await assert.rejects(readFile(file('corp')), { code: 'ENOENT' });
  });

  it('is ended on this computer also where AWS cannot be told, and that is said', async () => {
    await signIn();
    product.home.env['AWS_ENDPOINT_URL_SSO'] = 'http://127.0.0.1:9';
    assert.deepEqual(await sentenceOf(product.signIn.signOut('analytics', signal())), [
      'Signed out of corp on this computer only: AWS could not be told (ECONNREFUSED), so the sign-in goes on there until its own end.',
      'Show Log',
    ]);
    await assert.rejects(readFile(file('corp')), { code: 'ENOENT' });
  });

  it('is told nothing of in any log', async () => {
    await signIn();
    const { accessToken, refreshToken, clientSecret } = await cached();
    product.home.env['AWS_ENDPOINT_URL_SSO'] = 'http://127.0.0.1:9';
    const error: unknown = await product.signIn
      .signOut('analytics', signal())
      .catch((reason: unknown) => reason);
    const said = [...product.edges.log.lines, describeError(error), String(error)].join('\n');
    assert.deepEqual(
      [accessToken, refreshToken, clientSecret].map((secret) => said.includes(String(secret))),
      [false, false, false],
    );
  });
});
