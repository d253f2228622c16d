import assert from 'node:assert/strict';
import { minuteMs } from '../../../../src/core/base/duration.js';
import { Cancelled } from '../../../../src/core/base/userError.js';
import { ScriptedBrowser } from '../../../emulator/identityProvider/scriptedBrowser.js';
import { anna } from '../../emulator/identityProvider/openIdClient.js';
import { IdentityStage, outcome } from './identityStage.js';

describe('A sign-in with an identity', () => {
  let stage: IdentityStage;
  afterEach(() => stage.close());

  it('comes back to a free port, with PKCE, and knows the person', async () => {
    stage = await IdentityStage.start();
    const asked: URL[] = [];
    const { visit } = stage;
    stage.visit = (url) => {
      asked.push(url);
      return visit(url);
    };
    const { person, refreshToken } = await stage
      .window()
      .signIn.inBrowser(stage.entry, stage.browser, stage.never);
    assert.deepEqual(person, { subject: anna.sub, name: anna.email });
    assert.equal(typeof refreshToken, 'string');
    const query = asked[0]!.searchParams;
    assert.match(query.get('redirect_uri') ?? '', /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.deepEqual(
      ['code_challenge_method', 'response_type', 'scope'].map((name) => query.get(name)),
      ['S256', 'code', 'openid email offline_access'],
    );
  });

  it('comes back to exactly the port that the entry names, where the provider compares it', async () => {
    const entry = {
      redirectUri: 'http://localhost:8090/callback',
      authorizeParameters: { login_hint: 'anna' },
    };
    stage = await IdentityStage.start({ entry, rules: { redirectUris: 'exact' } });
    await stage.window().signIn.inBrowser(stage.entry, stage.browser, stage.never);
    const asked = stage.provider.requests.find(({ path }) => path === '/auth');
    assert.equal(asked?.redirectUri, 'http://localhost:8090/callback');
  });

  it('goes on waiting where the state of another sign-in comes back, or none', async () => {
    stage = await IdentityStage.start();
    const { visit } = stage;
    const strange: number[] = [];
    stage.visit = async (url) => {
      const browser = new ScriptedBrowser(stage.provider.certificatePem);
      const redirectUri = url.searchParams.get('redirect_uri') ?? '';
      for (const query of ['?code=stolen&state=of-another', '?code=stolen']) {
        strange.push((await browser.open(redirectUri + query)).status);
      }
      return visit(url);
    };
    await stage.window().signIn.inBrowser(stage.entry, stage.browser, stage.never);
    assert.deepEqual([strange, stage.grants], [[400, 400], ['authorization_code']]);
  });

  it('ends when the person cancels, and says so when they take too long', async () => {
    stage = await IdentityStage.start();
    const { signIn } = stage.window();
    const opened = Promise.withResolvers<undefined>();
    stage.visit = () => {
      opened.resolve(undefined);
      return Promise.resolve();
    };
    const stop = new AbortController();
    const cancelled = signIn.inBrowser(stage.entry, stage.browser, stop.signal);
    await opened.promise;
    stop.abort();
    await assert.rejects(cancelled, Cancelled);
    const late = outcome(signIn.inBrowser(stage.entry, stage.browser, stage.never));
    const again = Promise.withResolvers<undefined>();
    stage.visit = () => {
      again.resolve(undefined);
      return Promise.resolve();
    };
    await again.promise;
    stage.clock.advance(10 * minuteMs);
    assert.equal(
      await late,
      'Nobody answered in the browser in time, so the sign-in was given up. Try again.',
    );
    assert.equal(stage.clock.waiting, 0);
  });

  it('goes by a code where no browser can come back: typed, refused, or cancelled', async () => {
    stage = await IdentityStage.start({ rules: { pollingIntervalMs: 10 } });
    const { signIn } = stage.window();
    const shown = async (count: number): Promise<string> => {
      while (stage.shown.length < count) await new Promise((resolve) => setTimeout(resolve, 2));
      return stage.shown.at(-1)!.userCode;
    };
    const typed = signIn.byCode(stage.entry, stage.browser, stage.never);
    await stage.provider.approveDeviceCode(await shown(1), anna.email);
    assert.deepEqual((await typed).person, { subject: anna.sub, name: anna.email });

    const refused = outcome(signIn.byCode(stage.entry, stage.browser, stage.never));
    await stage.provider.denyDeviceCode(await shown(2));
    assert.equal(await refused, `The sign-in with "company" was refused at ${stage.provider.issuer}.`);

    const stop = new AbortController();
    const cancelled = signIn.byCode(stage.entry, stage.browser, stop.signal);
    await shown(3);
    stop.abort();
    await assert.rejects(cancelled, Cancelled);

    const late = outcome(signIn.byCode(stage.entry, stage.browser, stage.never));
    await shown(4);
    stage.clock.advance(10 * minuteMs);
    assert.equal(await late, 'The sign-in with "company" was not completed in time. Start it anew.');
  });
});
