import assert from 'node:assert/strict';
import { Cancelled } from '../../../src/core/base/userError.js';
import { makeRole } from '../../emulator/world/role.js';
import { accountId, endCompany, keysOf, startCompany } from '../../fakes/company.js';
import { CredentialCommand } from '../../fakes/credentialCommand.js';
import type { Product } from '../../fakes/product.js';

const serialNumber = `arn:aws:iam::${accountId}:mfa/anna`;

describe('a profile whose role needs an MFA code', () => {
  let product: Product;
  let asked: string[];
  let guarded: string;

  beforeEach(async () => {
    asked = [];
    product = await startCompany({
      caller: { mfaDevice: { serialNumber, codes: ['123456'] } },
      credentials: keysOf('base'),
    });
    const [caller] = product.aws.world.principals;
    const role = makeRole({
      accountId,
      roleName: 'Guarded',
      trust: { principals: [caller!.arn], needsMfa: true },
    });
    product.aws.world.roles = [role];
    guarded = role.arn;
    await product.home.writeConfig(
      `[profile analytics]\nregion = us-east-1\nrole_arn = ${role.arn}\nsource_profile = base\nmfa_serial = ${serialNumber}\n`,
    );
  });
  afterEach(() => endCompany(product));

  /** A person who types one code after another. */
  function types(...codes: string[]): void {
    product.edges.mfaCode = (profile) => {
      asked.push(profile);
      return Promise.resolve(codes.shift() ?? '');
    };
  }

  async function list(): Promise<{ said: string | undefined; button: unknown; workgroups: number }> {
    const { sources } = await product.list.read();
    await product.catalogue.list(sources[0]!);
    const listing = product.catalogue.listing(sources[0]!.id);
    const error = listing.kind === 'failed' ? listing.error : undefined;
    return { said: error?.message, button: error?.action, workgroups: listing.workgroups.length };
  }

  it('asks nobody where no person is waiting, and offers to enter the code', async () => {
    assert.deepEqual(await list(), {
      said: 'Profile "analytics" needs a code from an MFA device.',
      button: { kind: 'retry', title: 'Enter Code…' },
      workgroups: 0,
    });
  });

  it('asks once for the list, for whose keys they are, and for tokens', async () => {
    types('123456');
    const [source] = (await product.list.read()).sources;
    const [listed, caller] = await Promise.all([list(), product.callers.get(source!)]);
    assert.deepEqual(
      { listed: listed.workgroups, caller: caller?.accountId, asked },
      { listed: 2, caller: accountId, asked: ['analytics'] },
    );
  });

  it('says that a wrong code was not accepted, and asks for the next one on Retry', async () => {
    types('000000', '123456');
    const first = await list();
    const second = await list();
    assert.deepEqual(
      { said: first.said, second: second.workgroups, asked },
      {
        said: 'AWS did not accept the MFA code of profile "analytics". Enter the next one that the device shows.',
        second: 2,
        asked: ['analytics', 'analytics'],
      },
    );
  });

  it('asks once the credentials below are there, and for no code where there are none', async () => {
    const command = await CredentialCommand.write(product.home);
    const below = (entry: string): Promise<void> =>
      product.home.writeConfig(
        `[profile analytics]\nregion = us-east-1\nrole_arn = ${guarded}\nsource_profile = below\nmfa_serial = ${serialNumber}\n[profile below]\n${entry}\n`,
      );
    types('123456');
    await below('credential_process = exit 3');
    const first = await list();
    const before = asked.length;
    product.clients.drop();
    await below(command.entry);
    const second = await list();
    assert.deepEqual(
      { said: first.said, before, second: second.workgroups, asked },
      {
        said: 'The command that profile "below" gets its credentials from has failed. Run it in a terminal to see why.',
        before: 0,
        second: 2,
        asked: ['analytics'],
      },
    );
  });

  it('takes a person who types none for one who cancels', async () => {
    product.edges.mfaCode = () => Promise.reject(new Cancelled());
    assert.equal((await list()).said, 'The listing was cancelled.');
  });
});
