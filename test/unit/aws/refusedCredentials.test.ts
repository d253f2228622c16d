import assert from 'node:assert/strict';
import { makePrincipal } from '../../emulator/world/principal.js';
import { accountId, endCompany, keysOf, startCompany } from '../../fakes/company.js';
import { CredentialCommand } from '../../fakes/credentialCommand.js';
import type { Product } from '../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;
const newKey = 'ASIAIOSFODNNNEWEXAMPLE';

/** How AWS comes to refuse the credentials that were good before. */
const refusals: Readonly<Record<string, (product: Product) => void>> = {
  'as expired': ({ aws, edges }) =>
    (aws.world.principals[0]!.credentialsExpireAtMs = edges.localClock.now() - 1000),
  'as unknown': ({ aws }) => (aws.world.principals[0]!.accessKeyId = 'ASIASOMEBODYELSE'),
  'for their signature': ({ aws }) => (aws.world.principals[0]!.secretAccessKey = 'another'),
};

describe('credentials that AWS refused', () => {
  let product: Product;
  beforeEach(async () => (product = await startCompany()));
  afterEach(() => endCompany(product));
  /** Somebody renews them, and no watcher of files tells of it. */
  const renew = async (): Promise<void> => {
    const { sessionToken } = product.aws.world.principals[0]!;
    product.aws.world.principals.push(
      makePrincipal({ accountId, accessKeyId: newKey, ...(sessionToken && { sessionToken }) }),
    );
    await product.home.writeCredentials(keysOf('analytics', { id: newKey }));
  };

  for (const [how, refuse] of Object.entries(refusals)) {
    it(`${how} in a listing are read anew for the next one`, async () => {
      await product.workgroups();
      refuse(product);
      const kinds: string[] = [];
      const list = async (): Promise<void> => {
        await product.workgroups();
        kinds.push(product.catalogue.listing('profile:analytics@us-east-1').kind);
      };
      await list();
      await renew();
      await list();
      assert.deepEqual(kinds, ['failed', 'listed']);
    });

    it(`${how} for a token are read anew for the next one`, async () => {
      const refs = await product.workgroups();
      refuse(product);
      const refused = await product.service.get(refs, signal());
      await renew();
      const granted = await product.service.get(refs, signal(), true);
      assert.deepEqual(
        { notTried: refused.notTried.length, granted: granted.granted.length },
        { notTried: 2, granted: 2 },
      );
    });
  }

  it('are kept where AWS refused something else', async () => {
    const command = await CredentialCommand.write(product.home);
    await product.home.writeCredentials('');
    await product.home.writeConfig(`[profile analytics]\nregion = us-east-1\n${command.entry}\n`);
    product.aws.inject({ kind: 'error', name: 'AccessDeniedException', status: 400, message: 'no' });
    await product.workgroups();
    await product.workgroups();
    assert.equal(await command.runs(), 1);
  });
});
