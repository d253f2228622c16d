import { createHash } from 'node:crypto';
import type { SignInWay } from '../../core/identity/signIn.js';
import { asNumber, asText } from '../../core/base/parse.js';
import { hourMs, secondMs } from '../../core/base/duration.js';
import type { OidcService } from './oidcClient.js';
import type { CachedSignIn, Registration } from './ssoCache.js';
import { oddAnswer } from './ssoErrors.js';
import type { SsoProfile } from './ssoProfile.js';

/** As registered: on loopback, the port of the call-back itself does not count. */
export const registeredRedirect = 'http://127.0.0.1/oauth/callback';

/** A registration that ends sooner could end before it has renewed anything. */
const leastLifeMs = hourMs;

/** Who asks, as IAM Identity Center tells the person. */
const clientName = 'Redshift Serverless Identity Center for VS Code';

/** The registration in the cache if it serves, else a new one. */
export async function registration(
  sso: SsoProfile,
  way: SignInWay,
  cached: CachedSignIn,
  { client }: OidcService,
  now: number,
  abortSignal: AbortSignal,
): Promise<Registration> {
  const use = useOf(sso, way);
  const held = cached.registration;
  if (held?.use === use && held.expiresAt - now > leastLifeMs) return held;
  const { RegisterClientCommand } = await import('../sdk.js');
  const answer = await client.send(
    new RegisterClientCommand({
      clientName,
      clientType: 'public',
      ...(sso.scopes.length === 0 ? {} : { scopes: [...sso.scopes] }),
      ...(way === 'code'
        ? {}
        : {
            grantTypes: ['authorization_code', 'refresh_token'],
            redirectUris: [registeredRedirect],
            issuerUrl: sso.startUrl,
          }),
    }),
    { abortSignal },
  );
  const [clientId, clientSecret] = [asText(answer.clientId), asText(answer.clientSecret)];
  const expiresAt = asNumber(answer.clientSecretExpiresAt);
  if (clientId === undefined || clientSecret === undefined || expiresAt === undefined) throw oddAnswer();
  return { clientId, clientSecret, expiresAt: expiresAt * secondMs, use };
}

/** Tells registrations apart: one serves only the way, the place and the scopes that it was made for. */
function useOf({ startUrl, region, scopes }: SsoProfile, way: SignInWay): string {
  return createHash('sha256')
    .update(JSON.stringify([clientName, way, startUrl, region, scopes]))
    .digest('hex')
    .slice(0, 16);
}
