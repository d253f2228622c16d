import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { LoopbackListener } from '../../../../src/aws/signIn/loopbackListener.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { sentenceOf } from './signInCompany.js';

const state = 'state-of-this-sign-in';
const limitMs = 600_000;

describe('the loopback listener', () => {
  let clock: FakeClock;
  let stop: AbortController;
  let listener: LoopbackListener;
  const open = (redirectUri = 'http://127.0.0.1/oauth/callback'): Promise<LoopbackListener> =>
    LoopbackListener.open({ redirectUri, state, limitMs, clock, signal: stop.signal });
  /** Sends a request as it is written; answers the status. */
  const send = (target: string, options: http.RequestOptions = {}): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = listener.redirectUri;
      const request = http.request({ hostname, port, path: target, ...options }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      request.on('error', reject).end();
    });

  beforeEach(async () => {
    clock = new FakeClock();
    stop = new AbortController();
    listener = await open();
  });
  afterEach(() => listener.dispose());

  it('gives the call-back with its parameters, and answers a page that nothing can be loaded into', async () => {
    const url = new URL(listener.redirectUri);
    url.search = `?code=c1&state=${state}`;
    const answer = await fetch(url);
    const { searchParams } = await listener.callBack();
    assert.deepEqual(
      {
        status: answer.status,
        csp: answer.headers.get('content-security-policy'),
        hasCode: (await answer.text()).includes('c1'),
        code: searchParams.get('code'),
      },
      { status: 200, csp: "default-src 'none'", hasCode: false, code: 'c1' },
    );
  });

  const turnedAway: Readonly<Record<string, readonly [string, http.RequestOptions, number]>> = {
    'another path': [`/oauth/callback/?code=c1&state=${state}`, {}, 404],
    'an icon': ['/favicon.ico', {}, 404],
    'another host': [`/oauth/callback?code=c1&state=${state}`, { headers: { host: 'evil.example' } }, 404],
    'a post': [`/oauth/callback?code=c1&state=${state}`, { method: 'POST' }, 405],
    'another state': ['/oauth/callback?code=c1&state=state-of-that-sign-in', {}, 400],
    'a shorter state': ['/oauth/callback?code=c1&state=s', {}, 400],
    'no state': ['/oauth/callback?code=c1', {}, 400],
    'two states': [`/oauth/callback?code=c1&state=${state}&state=${state}`, {}, 400],
    'an address in full': [`http://evil.example/oauth/callback?code=c1&state=${state}`, {}, 404],
  };
  for (const [what, [target, options, status]] of Object.entries(turnedAway)) {
    it(`turns ${what} away and goes on waiting`, async () => {
      assert.equal(await send(target, options), status);
      await send(`/oauth/callback?code=right&state=${state}`);
      assert.equal((await listener.callBack()).searchParams.get('code'), 'right');
    });
  }

  it('listens on 127.0.0.1 alone, and no more once it is disposed of', async () => {
    listener.dispose();
    const socket = net.connect(Number(listener.redirectUri.port), '127.0.0.1');
    const refused = await new Promise((resolve) => {
      socket.on('error', () => resolve(true)).on('connect', () => resolve(false));
    });
    assert.deepEqual(
      { host: listener.redirectUri.hostname, refused, timers: clock.waiting },
      { host: '127.0.0.1', refused: true, timers: 0 },
    );
  });

  it('gives up once the limit is reached', async () => {
    clock.advance(limitMs);
    assert.deepEqual(await sentenceOf(listener.callBack()), [
      'Nobody answered in the browser in time, so the sign-in was given up. Try again.',
      'Retry',
    ]);
  });

  it('gives up when a person cancels', async () => {
    stop.abort();
    await assert.rejects(listener.callBack(), { name: 'Cancelled' });
  });

  it('takes the port that the address names, also as localhost, and says where another program holds it', async () => {
    const { port } = listener.redirectUri;
    assert.deepEqual(await sentenceOf(open(`http://localhost:${port}/callback`)), [
      `The sign-in cannot come back to localhost:${port}: another program may hold it. Close that, then retry.`,
      'Retry',
    ]);
    listener.dispose();
    listener = await open(`http://localhost:${port}/callback`);
    assert.equal(await send(`/callback?state=${state}`, { headers: { host: `localhost:${port}` } }), 200);
  });
});
