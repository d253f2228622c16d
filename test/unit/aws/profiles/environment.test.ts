import assert from 'node:assert/strict';
import { endCompany, startCompany } from '../../../fakes/company.js';
import { CredentialCommand } from '../../../fakes/credentialCommand.js';
import { CredentialServer } from '../../../fakes/credentialServer.js';
import { minute } from '../../../fakes/madeToken.js';
import type { Product } from '../../../fakes/product.js';

describe('the credentials of the environment', () => {
  let product: Product;
  let command: CredentialCommand;
  let machine: CredentialServer;
  beforeEach(async () => {
    machine = await CredentialServer.start();
    product = await startCompany({ credentials: '' });
    unset('AWS_PROFILE');
    command = await CredentialCommand.write(product.home);
    await product.home.writeConfig(`[default]\nregion = us-east-1\n${command.entry}\n`);
    product.edges.sources = [{ region: 'us-east-1' }];
  });
  afterEach(async () => {
    await endCompany(product);
    await machine.close();
  });
  const set = (variables: Readonly<Record<string, string>>): void => {
    Object.assign(process.env, variables);
    Object.assign(product.home.env, variables);
  };
  function unset(name: string): void {
    Reflect.deleteProperty(process.env, name);
    Reflect.deleteProperty(product.home.env, name);
  }
  const list = async () => {
    await product.workgroups();
    const listing = product.catalogue.listing('environment@us-east-1');
    return {
      shown: listing.kind === 'failed' ? listing.error.message : listing.kind,
      runs: await command.runs(),
      requests: machine.requests,
    };
  };
  const none = {
    shown: 'The environment of VS Code holds no AWS credentials. Choose a profile instead.',
    runs: 0,
    requests: [],
  };

  for (const [where, isTrusted] of Object.entries({
    'a trusted workspace': true,
    'Restricted Mode': false,
  })) {
    it(`are not those of the default profile, whose command is not run, in ${where}`, async () => {
      product.edges.isTrusted = isTrusted;
      assert.deepEqual(await list(), none);
    });
  }

  it('are not those of the profile that AWS_PROFILE names', async () => {
    await product.home.writeConfig(`[profile analytics]\nregion = us-east-1\n${command.entry}\n`);
    set({ AWS_PROFILE: 'analytics' });
    assert.deepEqual(await list(), none);
  });

  it('are those that a container gives', async () => {
    set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/of-container` });
    assert.deepEqual(await list(), { shown: 'listed', runs: 0, requests: ['GET /of-container'] });
  });

  it('are given up after a minute, and asked for again the next time', async () => {
    set({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${machine.url}/of-container` });
    const release = machine.hold();
    const hanging = list();
    while (machine.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    product.edges.localClock.advance(minute);
    const { shown } = await hanging;
    release();
    assert.deepEqual(
      { shown, then: (await list()).shown },
      {
        shown:
          'The credentials of the environment did not arrive within a minute. Check the container or instance that gives them, then retry.',
        then: 'listed',
      },
    );
  });

  it('are those of the instance where nothing else gives any', async () => {
    unset('AWS_EC2_METADATA_DISABLED');
    set({ AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.url });
    const role = '/latest/meta-data/iam/security-credentials/';
    assert.deepEqual(await list(), {
      shown: 'listed',
      runs: 0,
      requests: ['PUT /latest/api/token', `GET ${role}`, `GET ${role}role-of-the-instance`],
    });
  });

  for (const word of ['true', 'TRUE']) {
    it(`are not asked of the instance where AWS_EC2_METADATA_DISABLED is ${word}`, async () => {
      set({ AWS_EC2_METADATA_SERVICE_ENDPOINT: machine.url, AWS_EC2_METADATA_DISABLED: word });
      assert.deepEqual(await list(), none);
    });
  }
});
