import assert from 'node:assert/strict';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from '../../../../src/core/base/userError.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import type { ProviderRules } from '../../../emulator/identityProvider/providerRules.js';
import { anna } from '../../emulator/identityProvider/openIdClient.js';
import { defaultRules } from '../../../emulator/identityProvider/providerRules.js';
import { IdentityStage, outcome } from './identityStage.js';

describe('A provider that does wrong gets a sentence', () => {
  let stage: IdentityStage;
  before(async () => (stage = await IdentityStage.start()));
  beforeEach(() => {
    Object.assign(stage.provider.rules, {
      ...defaultRules,
      now: () => stage.clock.now(),
      signInAs: anna.email,
    });
    stage.requestTimeoutMs = 5000;
  });
  after(() => stage.close());

  /** The sentence of a sign-in, with ISSUER for the provider's address, and the action. */
  async function sentence(entry = stage.entry, secret?: string): Promise<string> {
    const { signIn } = stage.window(entry, secret);
    try {
      await signIn.inBrowser(entry, stage.browser, stage.never);
      return 'signed in';
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return `${error.message.replaceAll(stage.provider.issuer, 'ISSUER')} [${error.action.kind}]`;
    }
  }

  const rules: readonly (readonly [Partial<ProviderRules>, string])[] = [
    [
      { spoiledIdToken: 'nonce' },
      'The ID token of ISSUER belongs to another sign-in (nonce), so it is not used. [retry]',
    ],
    [
      { spoiledIdToken: 'audience' },
      'The ID token of ISSUER is for another client (audience), so it is not used. [retry]',
    ],
    [{ spoiledIdToken: 'issuer' }, 'The ID token of ISSUER names another issuer, so it is not used. [retry]'],
    [
      { spoiledIdToken: 'key' },
      'The ID token of ISSUER is not signed with a key that it publishes, so it is not used. [retry]',
    ],
    [
      { spoiledIdToken: 'expired' },
      "The ID token of ISSUER is out of date by this computer's clock. Set the date and time, then retry. [retry]",
    ],
    [
      { spoiledIdToken: 'missing' },
      'ISSUER answered without an ID token. Check that the client may get one. [retry]',
    ],
    [
      { spoiledDiscovery: 'redirect' },
      'ISSUER redirects to another address, which is not followed. Use the address that it leads to. [openSettings]',
    ],
    [
      { spoiledDiscovery: 'otherIssuer' },
      'The provider at ISSUER calls itself by another issuer. Write the "issuer" of "company" exactly as it does. [openSettings]',
    ],
    [
      { spoiledDiscovery: 'html' },
      'What answers at ISSUER is no OpenID provider (HTTP status 200). Check the "issuer", and the proxy. [openSettings]',
    ],
    [
      { spoiledDiscovery: 'serverError' },
      'ISSUER has trouble of its own just now (500). Try again later. [retry]',
    ],
    [{ userDenies: true }, 'The sign-in with "company" was refused at ISSUER. [retry]'],
    [
      { clientSecret: 'a-secret-of-the-client' },
      'ISSUER does not accept the client of "company". Check its "clientId", and whether the provider insists on a client secret or forbids this kind of sign-in. [openSettings]',
    ],
  ];
  for (const [rule, expected] of rules) {
    it(`with ${JSON.stringify(rule)}`, async () => {
      Object.assign(stage.provider.rules, rule);
      assert.equal(await sentence(), expected);
    });
  }

  it('when it does not answer in time', async () => {
    stage.provider.rules.spoiledDiscovery = 'hang';
    stage.requestTimeoutMs = 50;
    assert.equal(
      await sentence(),
      'ISSUER did not answer in time. Check the network or proxy, then retry. [retry]',
    );
  });

  it('when it is not reached, not found, or not trusted', async () => {
    const elsewhere = (issuer: string) => ({ ...stage.entry, issuer });
    assert.deepEqual(
      [
        await sentence(elsewhere('https://127.0.0.1:1')),
        await sentence(elsewhere('https://nowhere.invalid')),
      ],
      [
        'The connection to https://127.0.0.1:1 failed (ECONNREFUSED). Check the network or proxy, then retry. [retry]',
        'https://nowhere.invalid cannot be found. Check the network, and the "issuer" of "company". [openSettings]',
      ],
    );
    const named = elsewhere(stage.provider.issuer.replace('127.0.0.1', '127.0.0.2'));
    assert.match(
      await sentence(named),
      /certificate of .* is not trusted here \(\w+\)|failed \(ECONNREFUSED\)/,
    );
  });

  it('when what it says leads from https to http', async () => {
    // An issuer on loopback may speak http; what it names elsewhere may not.
    const server = http.createServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      const { port } = server.address() as AddressInfo;
      const issuer = `http://127.0.0.1:${port}`;
      response.end(JSON.stringify({ issuer, token_endpoint: 'http://id.example.com/token' }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const entry = { ...stage.entry, issuer };
      const message = await outcome(stage.window(entry).provider.refresh(entry, 'any', stage.never));
      assert.equal(message, `${issuer} names an address that is not https, so nothing is sent to it.`);
    } finally {
      server.close().closeAllConnections();
    }
  });

  it('and forgets a client secret that it does not take, which the next sign-in asks for', async () => {
    stage.provider.rules.clientSecret = 'a-secret-of-the-client';
    const before = stage.forgottenSecrets;
    assert.deepEqual(
      [
        await sentence({ ...stage.entry, needsClientSecret: true }, 'mistyped'),
        stage.forgottenSecrets - before,
      ],
      [
        'ISSUER does not accept the client of "company": its client secret, or its "clientId", may be wrong. The secret is forgotten; sign in, and it will be asked for again. [signInIdentity]',
        1,
      ],
    );
  });

  it('and is let in with the client secret that it insists on', async () => {
    stage.provider.rules.clientSecret = 'a-secret-of-the-client';
    assert.equal(
      await sentence({ ...stage.entry, needsClientSecret: true }, 'a-secret-of-the-client'),
      'signed in',
    );
  });

  it('and an issuer without https is no entry, unless on this computer', () => {
    const issuers = ['http://id.example.com', 'http://localhost:9000', 'https://id.example.com/v2.0'];
    const setting = { ...stage.entry, applicationCredentials: { profile: 'signer' } };
    const found = issuers.map((issuer) => parseIdentitySettings([{ ...setting, issuer }]).identities.length);
    assert.deepEqual(found, [0, 1, 1]);
  });

  it('which holds no secret, nor does the log', async () => {
    const refresh = await stage.window().signIn.inBrowser(stage.entry, stage.browser, stage.never);
    const { provider } = stage.window();
    await provider.revoke(stage.entry, refresh.refreshToken!, stage.never);
    const said = await outcome(provider.refresh(stage.entry, refresh.refreshToken!, stage.never));
    assert.equal(said, 'The sign-in with the identity "company" has ended. Sign in again, then retry.');
    assert.ok(!JSON.stringify([said, stage.log.lines]).includes(refresh.refreshToken!));
  });
});
