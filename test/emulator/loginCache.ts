import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { calculateJwkThumbprint } from 'jose';
import type { AwsEmulator } from './awsEmulator.js';
import type { ConsoleLogin, LoginEnd } from './identity/consoleLogins.js';
import { madeKeys } from './identity/madeSecret.js';
import { loginKeysLifeMs } from './operations/signin/createOAuth2Token.js';
import type { Principal } from './world/principal.js';

/**
 * What state the cache is in: its keys good, ended but renewable, ended and refused for one of AWS's reasons, the file not
 * JSON, half written, or without the member that proves possession.
 */
export type LoginCacheState = 'valid' | 'renewable' | LoginEnd | 'notJson' | 'halfWritten' | 'withoutKey';

/** What `aws login` without a browser on another machine registers as. */
const clientId = 'arn:aws:signin:::devtools/same-device';

/**
 * Writes the cache of `aws login` as the AWS CLI does, for the console session of a principal: `login_session` in its
 * profile is the principal's ARN. Answers the file's path.
 * @see https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html
 */
export async function writeLoginCache(
  aws: AwsEmulator,
  folder: string,
  principal: Principal,
  state: LoginCacheState,
): Promise<string> {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const end = endOf(state);
  const login: ConsoleLogin = {
    clientId,
    keyThumbprint: await calculateJwkThumbprint(publicKey.export({ format: 'jwk' })),
    principal,
    ...(end === undefined ? {} : { end }),
  };
  const hasEnded = state === 'renewable' || end !== undefined;
  const expiresAtMs = aws.rules.now() + (hasEnded ? -60_000 : loginKeysLifeMs);
  const keys = madeKeys();
  aws.world.principals.push({ ...principal, ...keys, credentialsExpireAtMs: expiresAtMs });
  const content = JSON.stringify(
    {
      accessToken: {
        ...keys,
        accountId: principal.accountId,
        expiresAt: new Date(expiresAtMs).toISOString(),
      },
      tokenType: 'aws_sigv4',
      refreshToken: aws.identity.logins.giveRefreshToken(login),
      clientId,
      ...(state === 'withoutKey' ? {} : { dpopKey: privateKey.export({ format: 'pem', type: 'sec1' }) }),
    },
    null,
    2,
  );
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${createHash('sha256').update(principal.arn).digest('hex')}.json`);
  await writeFile(file, spoiled(content, state), { mode: 0o600 });
  return file;
}

function endOf(state: LoginCacheState): LoginEnd | undefined {
  switch (state) {
    case 'TOKEN_EXPIRED':
    case 'USER_CREDENTIALS_CHANGED':
    case 'INSUFFICIENT_PERMISSIONS':
      return state;
    default:
      return undefined;
  }
}

function spoiled(content: string, state: LoginCacheState): string {
  if (state === 'notJson') return 'not JSON at all\n';
  return state === 'halfWritten' ? content.slice(0, content.length / 2) : content;
}
