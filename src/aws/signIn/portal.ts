import * as l10n from '@vscode/l10n';
import { Cancelled, UserError } from '../../core/base/userError.js';
import { parseFailure } from '../failure.js';
import type { AwsFiles } from '../profiles/awsFiles.js';
import { portalUrl, type SignInSettings } from './oidcClient.js';
import { signInName, type SsoProfile } from './ssoProfile.js';

/**
 * Ends a sign-in at the AWS access portal, for everyone who shares its token. One that has ended already is ended.
 * Throws a sentence where the portal could not be told.
 * @see https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_Logout.html
 */
export async function endPortalSession(
  accessToken: string,
  sso: SsoProfile,
  files: AwsFiles,
  settings: SignInSettings,
  signal: AbortSignal,
): Promise<void> {
  try {
    const url = new URL('logout', `${await portalUrl(sso, files, settings)}/`);
    const status = await post(url, { 'x-amz-sso_bearer_token': accessToken }, settings, signal);
    if (status !== 401 && (status < 200 || status > 299)) throw untold(sso, `HTTP ${status}`);
  } catch (error) {
    if (signal.aborted) throw new Cancelled();
    if (error instanceof UserError) throw error;
    const { code, name } = parseFailure(error);
    throw untold(sso, code ?? name, error);
  }
}

/** Posts without a body, and answers the status. */
async function post(
  url: URL,
  headers: Readonly<Record<string, string>>,
  { clock, requestTimeoutMs }: SignInSettings,
  signal: AbortSignal,
): Promise<number> {
  // At first use, and not before: the SDK's chunk holds the same modules, and a start would load what both share.
  const { default: web } = await (url.protocol === 'http:' ? import('node:http') : import('node:https'));
  const status = Promise.withResolvers<number>();
  const call = web.request(url, { method: 'POST', headers, signal }, (response) => {
    response.resume();
    response.on('end', () => status.resolve(response.statusCode ?? 0));
    response.on('error', status.reject);
  });
  const timer = clock.after(requestTimeoutMs(), () => call.destroy(new Error('late')));
  call.on('error', status.reject);
  call.on('close', () => timer.dispose());
  call.end();
  return status.promise;
}

function untold(sso: SsoProfile, why: string, cause?: unknown): UserError {
  return new UserError(
    l10n.t(
      'Signed out of {0} on this computer only: AWS could not be told ({1}), so the sign-in goes on there until its own end.',
      signInName(sso),
      why,
    ),
    { kind: 'showLog' },
    { cause },
  );
}
