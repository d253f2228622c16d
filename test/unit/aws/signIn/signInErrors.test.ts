import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ssoCacheFolder } from '../../../../src/aws/signIn/ssoCache.js';
import { actionTitle, UserError } from '../../../../src/core/base/userError.js';
import { endCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';
import { SentenceTable } from '../../../fakes/sentenceTable.js';
import { center, FakeWindow, startSignedOut, whileTimePasses } from './signInCompany.js';

interface Case {
  readonly provoke: (product: Product, window: FakeWindow) => unknown;
  readonly withCode?: boolean;
  readonly sentence: string;
  readonly button: string;
}

const misconfigured = (name: string): Pick<Case, 'sentence' | 'button'> => ({
  sentence: `IAM Identity Center in us-east-1 refuses to sign in at corp (${name}). Check sso_start_url, sso_region and sso_registration_scopes.`,
  button: 'Open AWS Config',
});

/** Makes one operation fail with an error of AWS. */
const failing =
  (operation: string, name: string, status = 400) =>
  ({ aws }: Product): void =>
    aws.inject({ kind: 'error', operation, name, status, message: 'as AWS says it' });

const cases: Readonly<Record<string, Case>> = {
  'denied in the browser': {
    provoke: ({ aws }) => (aws.rules.authorizePage = 'deny'),
    sentence: 'The sign-in at corp was denied in the browser.',
    button: 'Retry',
  },
  'a code that was denied': {
    provoke: ({ aws }) => (aws.rules.deviceCodes = 'deny'),
    withCode: true,
    sentence: 'The sign-in at corp was denied in the browser.',
    button: 'Retry',
  },
  'nobody who answers in the browser': {
    provoke: (_, window) => (window.browse = () => Promise.resolve(true)),
    sentence: 'Nobody answered in the browser in time, so the sign-in was given up. Try again.',
    button: 'Retry',
  },
  'a code that nobody uses': {
    provoke: () => undefined,
    withCode: true,
    sentence: 'The code expired before it was used. Sign in again to get another one.',
    button: 'Retry',
  },
  'a code that AWS calls expired': {
    provoke: failing('CreateToken', 'ExpiredTokenException'),
    withCode: true,
    sentence: 'The code expired before it was used. Sign in again to get another one.',
    button: 'Retry',
  },
  'a browser that cannot be opened': {
    provoke: (_, window) => (window.browse = () => Promise.resolve(false)),
    sentence:
      'The browser was not opened, so nobody could sign in. Retry, or run Sign In… and choose a code on another device.',
    button: 'Retry',
  },
  'a registration that is refused': {
    provoke: failing('RegisterClient', 'InvalidClientMetadataException'),
    ...misconfigured('InvalidClientMetadataException'),
  },
  'a scope that is not known': {
    provoke: failing('RegisterClient', 'InvalidScopeException'),
    ...misconfigured('InvalidScopeException'),
  },
  'a start URL that is not known': {
    provoke: ({ aws }) => void (aws.world.identityCenters = []),
    withCode: true,
    ...misconfigured('InvalidRequestException'),
  },
  'a browser whose answer AWS does not take': {
    provoke: failing('CreateToken', 'InvalidGrantException'),
    sentence: 'IAM Identity Center does not take the answer of the browser any more. Sign in again.',
    button: 'Retry',
  },
  'an answer without a token': {
    provoke: ({ aws }) => aws.inject({ kind: 'without', operation: 'CreateToken', member: 'accessToken' }),
    sentence: 'IAM Identity Center answered the sign-in with something unexpected. Try again.',
    button: 'Retry',
  },
  'an answer without a page to open': {
    provoke: ({ aws }) =>
      aws.inject({ kind: 'without', operation: 'StartDeviceAuthorization', member: 'verificationUri' }),
    withCode: true,
    sentence: 'IAM Identity Center answered the sign-in with something unexpected. Try again.',
    button: 'Retry',
  },
  'a proxy that answers in place of AWS': {
    provoke: ({ aws }) => aws.inject({ kind: 'badGateway', operation: 'RegisterClient' }),
    sentence:
      'The answer (HTTP status 502) does not come from AWS, but from a proxy or gateway on the way. Check the proxy settings, or try again later.',
    button: 'Retry',
  },
  'AWS out of reach': {
    provoke: ({ home }) => void (home.env['AWS_ENDPOINT_URL_SSO_OIDC'] = 'http://127.0.0.1:9'),
    sentence: 'The connection to AWS failed (ECONNREFUSED). Check the network or proxy, then retry.',
    button: 'Retry',
  },
  'an AWS that does not answer': {
    provoke: ({ aws, edges }) => {
      edges.requestTimeoutMs = 100;
      aws.inject({ kind: 'delay', operation: 'RegisterClient', ms: 5000 });
    },
    sentence: 'AWS did not answer in time. Check the network or proxy, then retry.',
    button: 'Retry',
  },
  'a cache folder that cannot be made': {
    provoke: async ({ home }) => {
      await mkdir(path.join(home.folder, '.aws'));
      await writeFile(path.join(home.folder, '.aws', 'sso'), 'in the way');
    },
    sentence:
      'The sign-in cannot be kept: FOLDER cannot be written (ENOTDIR). Check its permissions, then retry.',
    button: 'Retry',
  },
};

describe('a sign-in that fails', () => {
  const table = new SentenceTable('What a person reads when a sign-in fails:');
  let product: Product;
  let window: FakeWindow;
  const signIn = (withCode: boolean, signal = new AbortController().signal): Promise<void> =>
    whileTimePasses(
      product.edges.localClock,
      product.signIn.signIn('analytics', withCode, window, signal),
      10_000,
    );
  beforeEach(async () => {
    product = await startSignedOut();
    window = new FakeWindow();
  });
  afterEach(() => endCompany(product));
  after(() => table.print());

  for (const [cause, { provoke, withCode = false, sentence, button }] of Object.entries(cases)) {
    it(`says what to do about ${cause}, and keeps nothing`, async () => {
      await provoke(product, window);
      const error: unknown = await signIn(withCode).catch((reason: unknown) => reason);
      assert.ok(error instanceof UserError, String(error));
      table.add(cause, error);
      assert.deepEqual(
        {
          sentence: error.message.replace(ssoCacheFolder(), 'FOLDER'),
          button: actionTitle(error.action),
          isShowingCode: window.isShowingCode,
          timers: product.edges.localClock.waiting,
          files: await readdir(ssoCacheFolder()).catch(() => []),
        },
        { sentence, button, isShowingCode: false, timers: 0, files: [] },
      );
    });
  }

  it('because the start URL leads nowhere says so in the browser flow too', async () => {
    product.aws.world.identityCenters = [
      { ...center, startUrl: 'https://other', issuerUrl: 'https://other' },
    ];
    await assert.rejects(signIn(false), { message: misconfigured('InvalidRequestException').sentence });
  });

  it('by Cancel ends at once, in the browser flow and in the other', async () => {
    const stop = new AbortController();
    window.browse = () => {
      stop.abort();
      return Promise.resolve(true);
    };
    await assert.rejects(signIn(false, stop.signal), { name: 'Cancelled' });
    const stopCode = new AbortController();
    window.onCode = () => stopCode.abort();
    await assert.rejects(signIn(true, stopCode.signal), { name: 'Cancelled' });
    assert.deepEqual(
      { timers: product.edges.localClock.waiting, isShowingCode: window.isShowingCode },
      { timers: 0, isShowingCode: false },
    );
  });
});
