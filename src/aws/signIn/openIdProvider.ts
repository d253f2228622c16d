import type {
  Configuration,
  DeviceAuthorizationResponse,
  TokenEndpointResponse,
  TokenEndpointResponseHelpers,
} from 'openid-client';
import { asNumber, asText } from '../../core/base/parse.js';
import { stopIfCancelled } from '../../core/base/userError.js';
import { ClientRefused } from '../../core/identity/clientRefused.js';
import type { ClientSecrets } from '../../core/identity/clientSecrets.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import type { DeviceCode } from '../../core/identity/signIn.js';
import { isSafeAddress } from '../../core/identity/safeAddress.js';
import { isRevokedAlready, noIdToken, notHttps, withSentences } from './openIdErrors.js';
import { providerFetch } from './providerFetch.js';

/** What the OpenID provider gave. The texts are secrets. */
export interface ProviderTokens {
  readonly idToken: string | undefined;
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  /** How long the refresh token is good, where the provider says so. */
  readonly renewableForMs: number | undefined;
  /** Who signed in, where an ID token says so. */
  readonly person: Person | undefined;
}

/** The user of a provider, as its ID token names them. */
interface Person {
  readonly subject: string;
  /** An address, else the subject. */
  readonly name: string;
}

export interface OpenIdSettings {
  readonly requestTimeoutMs: () => number;
  /** How far true time is ahead of this computer's clock, in milliseconds. */
  readonly clockOffsetMs: () => number;
  /** The client secrets of identities whose providers insist on one. */
  readonly clientSecrets: Pick<ClientSecrets, 'get' | 'forget'>;
}

/** A question for the sign-in page, and what its answer is checked by. */
export interface AskedCode {
  readonly url: URL;
  /** Throws a sentence where the call-back is not the answer, is a refusal, or what it brings is not good. */
  readonly redeem: (callBack: URL) => Promise<ProviderTokens>;
}

/** A code that a person types in any browser. */
export interface AskedDevice {
  readonly code: DeviceCode;
  readonly expiresInMs: number;
  /** Waits until the person is done. Throws a sentence where they refuse, or the code ends. */
  readonly wait: () => Promise<ProviderTokens>;
}

/**
 * A public client of a company's OpenID provider: authorization code with PKCE, device authorization, refresh. ID tokens
 * are checked by issuer, audience, nonce, time and signature. Each question reads the provider's configuration anew,
 * follows no redirect, and throws a sentence where it fails. Source: OpenID Connect Core 1.0, RFC 7636, RFC 8628.
 */
export class OpenIdProvider {
  constructor(private readonly settings: OpenIdSettings) {}

  /**
   * @param redirectUri as the listener has it, port and all
   * @param state what the listener knows the answer by
   */
  async askCode(
    entry: IdentityEntry,
    redirectUri: string,
    state: string,
    signal: AbortSignal,
  ): Promise<AskedCode> {
    return this.asked(entry, signal, async () => {
      const openId = await import('./openId.js');
      const configuration = await this.discover(entry, signal);
      const verifier = openId.randomPKCECodeVerifier();
      const nonce = openId.randomNonce();
      const url = openId.buildAuthorizationUrl(configuration, {
        ...entry.authorizeParameters,
        redirect_uri: redirectUri,
        scope: entry.scopes.join(' '),
        code_challenge: await openId.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
      });
      if (!isSafeAddress(url)) throw notHttps(entry);
      const checks = {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      };
      const redeem = (callBack: URL): Promise<ProviderTokens> =>
        this.asked(entry, signal, async () => {
          return tokensOf(await openId.authorizationCodeGrant(configuration, callBack, checks));
        });
      return { url, redeem };
    });
  }

  async askDevice(entry: IdentityEntry, signal: AbortSignal): Promise<AskedDevice> {
    return this.asked(entry, signal, async () => {
      const openId = await import('./openId.js');
      const configuration = await this.discover(entry, signal);
      const scope = entry.scopes.join(' ');
      const asked = await openId.initiateDeviceAuthorization(configuration, { scope });
      const { verification_uri: address, verification_uri_complete: filledAddress = address } = asked;
      const isSafe = [address, filledAddress].every(
        (page) => URL.canParse(page) && isSafeAddress(new URL(page)),
      );
      if (!isSafe) throw notHttps(entry);
      return {
        code: { userCode: asked.user_code, address, filledAddress },
        expiresInMs: asked.expires_in * 1000,
        wait: () => this.asked(entry, signal, () => this.poll(entry, configuration, asked, signal)),
      };
    });
  }

  /** New tokens for a refresh token. The answer may lack an ID token, and a refresh token where the old one stays good. */
  async refresh(entry: IdentityEntry, refreshToken: string, signal: AbortSignal): Promise<ProviderTokens> {
    return this.asked(entry, signal, async () => {
      const { refreshTokenGrant } = await import('./openId.js');
      return tokensOf(await refreshTokenGrant(await this.discover(entry, signal), refreshToken));
    });
  }

  /** Ends a refresh token at the provider, where that has a place for it. */
  async revoke(entry: IdentityEntry, refreshToken: string, signal: AbortSignal): Promise<void> {
    await this.asked(entry, signal, async () => {
      const { tokenRevocation } = await import('./openId.js');
      const configuration = await this.discover(entry, signal);
      if (configuration.serverMetadata().revocation_endpoint === undefined) return;
      try {
        await tokenRevocation(configuration, refreshToken, { token_type_hint: 'refresh_token' });
      } catch (error) {
        if (!isRevokedAlready(error)) throw error;
      }
    });
  }

  /** A client secret that the provider does not take may have been typed wrongly: the next sign-in asks for it. */
  private async asked<T>(entry: IdentityEntry, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    try {
      return await withSentences(entry, signal, run);
    } catch (error) {
      if (entry.needsClientSecret && error instanceof ClientRefused)
        await this.settings.clientSecrets.forget(entry);
      throw error;
    }
  }

  private async discover(entry: IdentityEntry, signal: AbortSignal): Promise<Configuration> {
    stopIfCancelled(signal);
    const openId = await import('./openId.js');
    const issuer = new URL(entry.issuer);
    const secret = entry.needsClientSecret ? await this.settings.clientSecrets.get(entry) : undefined;
    const metadata = {
      ...(secret === undefined ? {} : { client_secret: secret }),
      [openId.clockSkew]: Math.round(this.settings.clockOffsetMs() / 1000),
    };
    return openId.discovery(issuer, entry.clientId, metadata, undefined, {
      [openId.customFetch]: providerFetch(signal),
      timeout: this.settings.requestTimeoutMs() / 1000,
      execute: [
        // A confirmed TLS connection is enough for the library, unless told so.
        openId.enableNonRepudiationChecks,
        // eslint-disable-next-line @typescript-eslint/no-deprecated -- deprecated as a warning; http is for loopback alone
        ...(issuer.protocol === 'http:' ? [openId.allowInsecureRequests] : []),
      ],
    });
  }

  private async poll(
    entry: IdentityEntry,
    configuration: Configuration,
    asked: DeviceAuthorizationResponse,
    signal: AbortSignal,
  ): Promise<ProviderTokens> {
    const { pollDeviceAuthorizationGrant } = await import('./openId.js');
    const ends = AbortSignal.any([signal, AbortSignal.timeout(asked.expires_in * 1000)]);
    const tokens = tokensOf(
      await pollDeviceAuthorizationGrant(configuration, asked, undefined, { signal: ends }),
    );
    if (tokens.person === undefined) throw noIdToken(entry);
    return tokens;
  }
}

function tokensOf(answer: TokenEndpointResponse & TokenEndpointResponseHelpers): ProviderTokens {
  const claims = answer.claims();
  // Not in OpenID, but said by Entra and by Keycloak.
  const seconds = asNumber(answer.refresh_token_expires_in) ?? asNumber(answer.refresh_expires_in) ?? 0;
  return {
    idToken: answer.id_token,
    accessToken: answer.access_token,
    refreshToken: answer.refresh_token,
    renewableForMs: seconds > 0 ? seconds * 1000 : undefined,
    person: claims && { subject: claims.sub, name: asText(claims.email) ?? claims.sub },
  };
}
