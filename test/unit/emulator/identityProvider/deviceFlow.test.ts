import assert from 'node:assert/strict';
import * as oidc from 'openid-client';
import type { IdentityProvider } from '../../../emulator/identityProvider/identityProvider.js';
import { defaultRules } from '../../../emulator/identityProvider/providerRules.js';
import { ScriptedBrowser } from '../../../emulator/identityProvider/scriptedBrowser.js';
import { anna, discover, refusal, scope, startProvider } from './openIdClient.js';

describe('A sign-in by device code', () => {
  let provider: IdentityProvider;
  let config: oidc.Configuration;
  before(async () => {
    provider = await startProvider();
    config = await discover(provider);
  });
  beforeEach(() => Object.assign(provider.rules, { ...defaultRules, pollingIntervalMs: 20 }));
  after(() => provider.close());

  const begin = () => oidc.initiateDeviceAuthorization(config, { scope });

  it('waits until the user approves, then gives the tokens of that user', async () => {
    const device = await begin();
    const tokens = oidc.pollDeviceAuthorizationGrant(config, device);
    await until(() => provider.requests.some(({ error }) => error === 'authorization_pending'));
    await provider.approveDeviceCode(device.user_code, anna.email);
    assert.equal((await tokens).claims()?.['email'], anna.email);
    assert.ok((await oidc.refreshTokenGrant(config, (await tokens).refresh_token!)).id_token);
  });

  it('ends with access_denied when the user refuses', async () => {
    const device = await begin();
    await provider.denyDeviceCode(device.user_code);
    assert.equal(await refusal(oidc.pollDeviceAuthorizationGrant(config, device)), 'access_denied');
  });

  it("ends with expired_token when its time is over by the server's clock", async () => {
    const device = await begin();
    provider.rules.now = () => Date.now() + 601_000;
    assert.equal(await refusal(oidc.pollDeviceAuthorizationGrant(config, device)), 'expired_token');
  });

  it('is approved by pages too, as a person does it', async () => {
    const device = await begin();
    const browser = new ScriptedBrowser(provider.certificatePem);
    const xsrf = (html: string) => /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const entry = await browser.open(device.verification_uri);
    const confirm = await browser.submit(entry, { xsrf: xsrf(entry.text), user_code: device.user_code });
    assert.ok(confirm.text.includes(device.user_code));
    const confirmation = { xsrf: xsrf(confirm.text), user_code: device.user_code, confirm: 'yes' };
    const page = await browser.submit(confirm, confirmation);
    const done = await browser.submit(page, { email: anna.email });
    assert.match(done.text, /You may close this page/);
    assert.ok((await oidc.pollDeviceAuthorizationGrant(config, device)).id_token);
  });

  it('knows only codes and users that there are', async () => {
    await assert.rejects(provider.denyDeviceCode('WRONG'), /no such device code/);
    const { user_code: code } = await begin();
    await assert.rejects(provider.approveDeviceCode(code, 'nobody@example.com'), /no user nobody/);
  });
});

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}
