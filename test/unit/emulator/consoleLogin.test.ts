import assert from 'node:assert/strict';
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
});
