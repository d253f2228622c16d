import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import dns from 'node:dns';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { endCompany, startCompany } from '../../../fakes/company.js';
import type { Product } from '../../../fakes/product.js';

const startUrl = 'https://corp.awsapps.com/start';
const role = 'sso_account_id = 123456789012\nsso_role_name = Analyst';
const place = `sso_start_url = ${startUrl}\nsso_region = eu-central-1`;

/** The two forms of a profile with a sign-in, and what the CLI names the file of the sign-in after. */
const forms: Readonly<Record<string, readonly [config: string, fileOf: string]>> = {
  'with a section of its own': [
    `[profile analytics]\nregion = us-east-1\nsso_session = corp\n${role}\n[sso-session corp]\n${place}\n`,
    'corp',
  ],
  'in the old form': [`[profile analytics]\nregion = us-east-1\n${role}\n${place}\n`, startUrl],
};

describe('a sign-in in another region than the source', () => {
  let product: Product;
  const { lookup } = dns;
  beforeEach(async () => (product = await startCompany({ credentials: '' })));
  afterEach(async () => {
    dns.lookup = lookup;
    await endCompany(product);
  });

  for (const [form, [config, fileOf]] of Object.entries(forms)) {
    it(`is used at the portal of its own region, ${form}`, async () => {
      const { home } = product;
      // The call to the portal carries no region but that of its host, so the host must be AWS's.
      for (const name of ['AWS_ENDPOINT_URL', 'AWS_PROFILE']) {
        Reflect.deleteProperty(home.env, name);
        Reflect.deleteProperty(process.env, name);
      }
      await home.writeConfig(config);
      const cache = path.join(home.folder, '.aws', 'sso', 'cache');
      await mkdir(cache, { recursive: true });
      const file = `${createHash('sha1').update(fileOf).digest('hex')}.json`;
      const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
      await writeFile(
        path.join(cache, file),
        JSON.stringify({ accessToken: 'signed-in', expiresAt, startUrl }),
      );
      product.edges.sources = [{ profile: 'analytics', region: 'us-east-1' }];
      const hosts: string[] = [];
      const unknown = Object.assign(new Error('no network in this test'), { code: 'ENOTFOUND' });
      dns.lookup = Object.assign((host: string, ...rest: unknown[]) => {
        hosts.push(host);
        const done = rest.at(-1) as (error: Error) => void;
        process.nextTick(() => done(unknown));
      }, lookup);
      await product.workgroups();
      assert.deepEqual(hosts, ['portal.sso.eu-central-1.amazonaws.com']);
    });
  }
});
