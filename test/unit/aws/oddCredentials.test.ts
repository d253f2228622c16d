import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describeError } from '../../../src/core/base/log.js';
import { actionTitle } from '../../../src/core/base/userError.js';
import { CredentialStage } from './kinds/credentialStage.js';
import type { Cell } from './kinds/kind.js';
import { oddCommands, secret } from './kinds/oddCommands.js';
import { oddEntries } from './kinds/oddEntries.js';
import { login, oddFiles } from './kinds/signInKinds.js';

describe('credentials that are odd', () => {
  let stage: CredentialStage;
  beforeEach(async () => (stage = await CredentialStage.enter('profile')));
  afterEach(() => stage.leave());

  /** The listing and the token call both say this, and neither they nor the log say anything of the secret. */
  async function holdTo({ arrange, says, button }: Cell): Promise<void> {
    await arrange(stage);
    const { listing, token, listed } = await stage.get();
    assert.deepEqual(
      {
        said: listing?.message,
        token: token?.message,
        button: listing && actionTitle(listing.action),
        listed,
      },
      { said: says, token: says, button, listed: [] },
    );
    const told = [listing, token].map(describeError).concat(stage.product.edges.log.lines).join('\n');
    assert.ok(!told.includes(secret), told);
  }

  for (const [what, cell] of Object.entries(oddEntries)) {
    it(`are explained: ${what}`, () => holdTo(cell));
  }
  for (const [what, cell] of Object.entries(oddCommands)) {
    it(`are explained, and nothing is told of what it wrote: a command ${what}`, () => holdTo(cell));
  }
  for (const [what, cell] of oddFiles) {
    it(`are a sign-in to do again: ${what}`, () => holdTo(cell));
  }

  for (const state of ['valid', 'renewable'] as const) {
    it(`of an \`aws login\` that is ${state} are read, and its file is left as it is, below a role too`, async () => {
      await login(state)(stage);
      const before = await readFile(stage.loginCache!, 'utf8');
      const own = await stage.get();
      await stage.profile(
        `role_arn = ${stage.role('reporting').arn}`,
        'external_id = reporting-7',
        'source_profile = console',
        '[profile console]',
        `login_session = ${stage.anna.arn}`,
      );
      stage.product.clients.drop();
      const ofRole = await stage.get();
      const calls = stage.company.aws.requests.map(({ operation }) => operation);
      assert.deepEqual(
        {
          isRead: [own, ofRole].map(({ listing }) => listing === undefined),
          says: /profile "[^"]+"/.exec(ofRole.listing?.message ?? '')?.[0],
          file: await readFile(stage.loginCache!, 'utf8'),
          isRenewed: calls.includes('CreateOAuth2Token'),
        },
        {
          isRead: [state === 'valid', state === 'valid'],
          says: state === 'valid' ? undefined : 'profile "console"',
          file: before,
          isRenewed: false,
        },
      );
    });
  }

  it('are found in files of five megabytes, in time', async () => {
    const { accessKeyId, secretAccessKey } = stage.anna;
    const others = Array.from(
      { length: 500 },
      (_, index) => `[profile other-${index}]\nregion = eu-west-1\n# ${'x'.repeat(10_000)}\n`,
    );
    await stage.profile(
      `aws_access_key_id = ${accessKeyId}`,
      `aws_secret_access_key = ${secretAccessKey}`,
      ...others,
    );
    const { listed, listing } = await stage.get();
    assert.deepEqual([listing?.message, listed], [undefined, ['analytics', 'marketing']]);
  });
});
