import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { endCompany, keysOf, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const signal = (): AbortSignal => new AbortController().signal;
const answer = JSON.stringify({
  Version: 1,
  AccessKeyId: 'ASIAIOSFODNN7EXAMPLE',
  SecretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  SessionToken: 'session//token+EXAMPLE==',
});

describe('credentials', () => {
  let product: Product;
  beforeEach(async () => (product = await startCompany()));
  afterEach(() => endCompany(product));
  const granted = async (): Promise<number> => {
    const outcome = await product.service.get(await product.workgroups(), signal());
    return outcome.granted.length;
  };
  const problem = (): string | undefined => {
    const [source] = product.list.current?.sources ?? [];
    const listing = product.catalogue.listing(source?.id ?? '');
    return listing.kind === 'failed' ? listing.error.message : undefined;
  };

  describe('from a command', () => {
    const ranFile = (): string => path.join(product.home.folder, 'ran');
    const hasRun = (): Promise<boolean> =>
      readFile(ranFile()).then(
        () => true,
        () => false,
      );
    const useCommand = async (): Promise<void> => {
      const { home } = product;
      const script = path.join(home.folder, 'give.mjs');
      await writeFile(
        script,
        `import fs from 'node:fs'; fs.writeFileSync(${JSON.stringify(ranFile())}, ''); console.log(${JSON.stringify(answer)});`,
      );
      await home.writeCredentials('');
      await home.writeConfig(
        `[profile base]\ncredential_process = "${process.execPath}" "${script}"\n[profile analytics]\nregion = us-east-1\ncredential_process = "${process.execPath}" "${script}"\n[profile role]\nregion = us-east-1\nrole_arn = arn:aws:iam::123456789012:role/x\nsource_profile = base\n`,
      );
    };

    it('are got in a trusted workspace', async () => {
      await useCommand();
      assert.deepEqual({ granted: await granted(), hasRun: await hasRun() }, { granted: 2, hasRun: true });
    });

    it('are not got in Restricted Mode, and the command is not run', async () => {
      await useCommand();
      product.edges.isTrusted = false;
      await product.workgroups();
      assert.deepEqual(
        { said: problem(), hasRun: await hasRun() },
        {
          said: 'Profile "analytics" gets its credentials from a command, and commands run only in a trusted workspace. Trust this workspace, then retry.',
          hasRun: false,
        },
      );
    });

    it('are not got in Restricted Mode through a source profile either', async () => {
      await useCommand();
      product.edges.isTrusted = false;
      product.edges.sources = [{ profile: 'role', region: 'us-east-1' }];
      await product.workgroups();
      assert.match(problem() ?? '', /^Profile "role" gets its credentials from a command/);
      assert.equal(await hasRun(), false);
    });

    it('are got once the workspace is trusted', async () => {
      await useCommand();
      product.edges.isTrusted = false;
      await product.workgroups();
      product.edges.isTrusted = true;
      assert.equal(await granted(), 2);
    });
  });

  it('are those of the environment where it holds keys, and no profile counts', async () => {
    const env = {
      AWS_ACCESS_KEY_ID: 'ASIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'session//token+EXAMPLE==',
      AWS_REGION: 'us-east-1',
    };
    Object.assign(process.env, env);
    Object.assign(product.home.env, env);
    await product.home.writeCredentials(keysOf('analytics', { id: 'ASIASOMEBODYELSE' }));
    assert.deepEqual(
      { granted: await granted(), sources: product.list.current?.sources.map(({ id }) => id) },
      { granted: 2, sources: ['environment@us-east-1'] },
    );
  });

  it('that changed in the files count from the next clients on', async () => {
    await product.home.writeCredentials(keysOf('analytics', { secret: 'wrong' }));
    await product.workgroups();
    const before = problem();
    await product.home.writeCredentials(keysOf('analytics'));
    product.clients.drop();
    assert.match(before ?? '', /^AWS rejects the signature/);
    assert.equal(await granted(), 2);
  });

  it('of a good profile work beside a malformed and a missing one', async () => {
    await product.home.writeConfig(
      '[profile\n[profile broken]\nsso_session = gone\nsso_account_id = 1\nsso_role_name = x\nregion = us-east-1\n[profile analytics]\nregion = us-east-1\n',
    );
    product.edges.sources = ['broken', 'gone', 'analytics'].map((profile) => ({
      profile,
      region: 'us-east-1',
    }));
    await product.workgroups();
    const kinds = product.list.current?.sources.map(({ id }) => product.catalogue.listing(id).kind);
    assert.deepEqual(
      { kinds, granted: await granted() },
      { kinds: ['failed', 'failed', 'listed'], granted: 2 },
    );
  });

  it("reach AWS by the profile's own endpoint_url and [services] section, also where AWS_PROFILE names another", async () => {
    const { aws, home } = product;
    for (const name of ['AWS_ENDPOINT_URL', 'AWS_PROFILE']) {
      Reflect.deleteProperty(home.env, name);
      Reflect.deleteProperty(process.env, name);
    }
    await home.writeConfig(
      `[profile analytics]\nregion = us-east-1\nservices = local\nendpoint_url = ${aws.url}\n[services local]\nredshift_serverless =\n  endpoint_url = ${aws.url}\n`,
    );
    product.edges.sources = [{ profile: 'analytics', region: 'us-east-1' }];
    const count = await granted();
    const { identity } = product.held.current[0]!;
    assert.deepEqual(
      { count, isCallerKnown: identity.principal !== undefined },
      { count: 2, isCallerKnown: true },
    );
  });
});
