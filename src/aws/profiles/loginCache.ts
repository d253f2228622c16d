import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import type { AwsCredentialIdentity } from '@smithy/types';
import * as l10n from '@vscode/l10n';
import { asFields, asText, parseJson } from '../../core/base/parse.js';
import { UserError } from '../../core/base/userError.js';
import type { Environment } from './awsFiles.js';

/**
 * Reads the keys that `aws login` got, and writes nothing: a refresh token works once, so that whoever renews the
 * keys must own the file. The SDK would renew and overwrite it, the AWS CLI's sign-in lost if that fails half-way.
 *
 * @param session `login_session` of the profile
 * @param nowMs AWS's time
 */
export async function loginKeys(
  profile: string,
  session: string,
  env: Environment,
  nowMs: number,
): Promise<AwsCredentialIdentity> {
  const folder = env.AWS_LOGIN_CACHE_DIRECTORY ?? path.join(homedir(), '.aws', 'login', 'cache');
  const file = path.join(folder, `${createHash('sha256').update(session).digest('hex')}.json`);
  const fields = asFields(parseJson(await readFile(file, 'utf8').catch(() => '')));
  const keys = asFields(fields?.accessToken);
  const [accessKeyId, secretAccessKey] = [asText(keys?.accessKeyId), asText(keys?.secretAccessKey)];
  const [sessionToken, accountId] = [asText(keys?.sessionToken), asText(keys?.accountId)];
  const endsAtMs = Date.parse(asText(keys?.expiresAt) ?? '');
  if (accessKeyId === undefined || secretAccessKey === undefined || Number.isNaN(endsAtMs))
    throw notSignedIn(profile);
  if (endsAtMs <= nowMs) throw keysEnded(profile);
  return {
    accessKeyId,
    secretAccessKey,
    ...(sessionToken === undefined ? {} : { sessionToken }),
    ...(accountId === undefined ? {} : { accountId }),
    expiration: new Date(endsAtMs),
  };
}

function notSignedIn(profile: string): UserError {
  return new UserError(
    l10n.t(
      'Profile "{0}" is not signed in to the console, or its sign-in has ended. Sign in with the AWS CLI, then retry.',
      profile,
    ),
    {
      kind: 'copyText',
      title: l10n.t('Copy Sign-In Command'),
      text: `aws login --profile ${shellWord(profile)}`,
    },
  );
}

function keysEnded(profile: string): UserError {
  return new UserError(
    l10n.t(
      'The keys that `aws login` got for profile "{0}" have ended. Any command of the AWS CLI with this profile renews them while the sign-in lasts; then retry.',
      profile,
    ),
    {
      kind: 'copyText',
      title: l10n.t('Copy Command'),
      text: `aws sts get-caller-identity --profile ${shellWord(profile)}`,
    },
  );
}

function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
