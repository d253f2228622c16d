import { createHash, randomBytes } from 'node:crypto';
import type { CreateTokenCommandOutput } from '@aws-sdk/client-sso-oidc';
import type { Clock } from '../../core/base/clock.js';
import { minuteMs } from '../../core/base/duration.js';
import type { SignInWindow } from '../../core/identity/signIn.js';
import { LoopbackListener } from './loopbackListener.js';
import type { OidcService } from './oidcClient.js';
import { registeredRedirect } from './registration.js';
import type { Registration } from './ssoCache.js';
import { denied, noBrowser, oddAnswer } from './ssoErrors.js';
import { signInName, type SsoProfile } from './ssoProfile.js';

/** How long a person has to answer in the browser. */
const answerLimitMs = 10 * minuteMs;

/** Signs in with a browser on this machine: authorization code with PKCE, as the AWS CLI does it. */
export async function codeGrant(
  sso: SsoProfile,
  { clientId, clientSecret }: Registration,
  { client, url }: OidcService,
  window: SignInWindow,
  clock: Clock,
  signal: AbortSignal,
): Promise<CreateTokenCommandOutput> {
  const [codeVerifier, state] = [randomText(), randomText()];
  const listener = await LoopbackListener.open({
    redirectUri: registeredRedirect,
    state,
    limitMs: answerLimitMs,
    clock,
    signal,
  });
  try {
    const redirectUri = listener.redirectUri.href;
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge_method: 'S256',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      scopes: sso.scopes.join(' '),
    });
    if (!(await window.openBrowser(`${url}/authorize?${query.toString()}`))) throw noBrowser();
    const { searchParams } = await listener.callBack();
    const code = searchParams.get('code');
    if (code === null)
      throw searchParams.get('error') === 'access_denied' ? denied(signInName(sso)) : oddAnswer();
    const { CreateTokenCommand } = await import('../sdk.js');
    return await client.send(
      new CreateTokenCommand({
        clientId,
        clientSecret,
        grantType: 'authorization_code',
        code,
        codeVerifier,
        redirectUri,
      }),
      { abortSignal: signal },
    );
  } finally {
    listener.dispose();
  }
}

/** 256 random bits, in the letters that PKCE allows. */
function randomText(): string {
  return randomBytes(32).toString('base64url');
}
