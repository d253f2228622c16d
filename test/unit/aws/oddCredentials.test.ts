import assert from 'node:assert/strict';
import { describeError } from '../../../src/core/base/log.js';
import { actionTitle } from '../../../src/core/base/userError.js';
import { CredentialStage } from './kinds/credentialStage.js';
import type { Cell } from './kinds/kind.js';
import { oddCommands, secret } from './kinds/oddCommands.js';
import { oddEntries } from './kinds/oddEntries.js';
import { cachedSignIn, oddFiles, ssoNotSignedIn } from './kinds/signInKinds.js';

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
  for (const [what, form, content] of oddFiles) {
    it(`are a sign-in to do again, and the file stays: ${what}`, () =>
      holdTo({ arrange: cachedSignIn(form, content), ...ssoNotSignedIn }));
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
