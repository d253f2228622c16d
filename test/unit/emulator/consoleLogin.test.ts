import type { JWK } from 'jose';
import { SignJWT } from 'jose';
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { writeLoginCache } from '../../emulator/loginCache.js';
import type { IdentityAws } from './identityAws.js';
import { ProfileStage } from './profileStage.js';

describe('A profile of `aws login` at the emulator', () => {
  let stage: ProfileStage;
  let company: IdentityAws;
  beforeEach(async () => {
    stage = await ProfileStage.enter();
    ({ company } = stage);
  });
  afterEach(() => stage.leave());

  const provide: ProfileStage['provide'] = (...asked) => stage.provide(...asked);
  const who: ProfileStage['who'] = (keys) => stage.who(keys);

  it("reads the cache of `aws login`, renews its keys once they end, and says each of AWS's reasons not to", async () => {
    const { anna } = company.world;
    const folder = path.join(stage.home.folder, 'login');
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] = folder;
    const lines = [`login_session = ${anna.arn}`];
    const write = (state: Parameters<typeof writeLoginCache>[3]) =>
      writeLoginCache(company.aws, folder, anna, state);
    await write('valid');
    assert.equal(await who(await provide('login', lines)), anna.arn);
    const file = await write('renewable');
    const before = await readFile(file, 'utf8');
    assert.equal(await who(await provide('login', lines)), anna.arn);
    assert.notEqual(await readFile(file, 'utf8'), before);
    await writeFile(file, before);
    await assert.rejects(
      provide('login', lines),
      { message: /session has expired/ },
      'the old refresh token',
    );
    const reasons = {
      TOKEN_EXPIRED: /session has expired/,
      USER_CREDENTIALS_CHANGED: /change in your password/,
      INSUFFICIENT_PERMISSIONS: /insufficient permissions/,
      notJson: /Failed to load token/,
      halfWritten: /Failed to load token/,
      withoutKey: /missing fields: dpopKey/,
    } as const;
    for (const [state, message] of Object.entries(reasons)) {
      await write(state as keyof typeof reasons);
      await assert.rejects(provide('login', lines), { message });
    }
  });

  it('renews an `aws login` only with a proof of its own key', async () => {
    const { anna } = company.world;
    const folder = path.join(stage.home.folder, 'login');
    process.env['AWS_LOGIN_CACHE_DIRECTORY'] = folder;
    const parsed = async (file: string) =>
      JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    const stolen = await parsed(await writeLoginCache(company.aws, folder, anna, 'renewable'));
    const file = await writeLoginCache(company.aws, folder, anna, 'renewable');
    const { refreshToken } = stolen;
    await writeFile(file, JSON.stringify({ ...(await parsed(file)), refreshToken }));
    await assert.rejects(provide('login', [`login_session = ${anna.arn}`]), {
      message: /Invalid DPoP proof/,
    });
  });

  it('takes a proof once, for its own method and address, while it is new', async () => {
    const file = await writeLoginCache(company.aws, stage.home.folder, company.world.anna, 'renewable');
    const cache = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const key = createPrivateKey(cache['dpopKey']!);
    const { kty, crv, x, y } = createPublicKey(key).export({ format: 'jwk' });
    const address = `${company.aws.url}/v1/token`;
    let refreshToken = cache['refreshToken']!;
    const renew = async (claims: Record<string, unknown>): Promise<number> => {
      const iat = Math.floor(Date.now() / 1000);
      const DPoP = await new SignJWT({ jti: 'one', htm: 'POST', htu: address, iat, ...claims })
        .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: { kty, crv, x, y } as JWK })
        .sign(key);
      const body = JSON.stringify({ clientId: cache['clientId'], grantType: 'refresh_token', refreshToken });
      const answer = await fetch(address, { method: 'POST', headers: { DPoP }, body });
      ({ refreshToken = refreshToken } = (await answer.json()) as { refreshToken?: string });
      return answer.status;
    };
    assert.equal(await renew({ htm: 'GET' }), 400);
    assert.equal(await renew({ htu: `${address}s` }), 400);
    assert.equal(await renew({ iat: 1 }), 400);
    assert.equal(await renew({}), 200);
    assert.equal(await renew({}), 400);
    assert.equal(await renew({ jti: 'two' }), 200);
  });
});
