import type { CreateTokenCommandOutput } from '@aws-sdk/client-sso-oidc';
import { minuteMs, secondMs } from '../../core/base/duration.js';
import { JoinedCalls } from '../../core/base/joinedCalls.js';
import { asNumber, asText } from '../../core/base/parse.js';
import { Cancelled } from '../../core/base/userError.js';
import {
  signInWay,
  type ProfileSignIn,
  type SignInWay,
  type SignInWindow,
} from '../../core/identity/signIn.js';
import { parseFailure } from '../failure.js';
import { readAwsFiles, type AwsFiles } from '../profiles/awsFiles.js';
import { removeCliKeys } from './cliKeys.js';
import { codeGrant } from './codeGrant.js';
import { deviceGrant } from './deviceGrant.js';
import { oidcService, type SignInSettings } from './oidcClient.js';
import { endPortalSession } from './portal.js';
import { registration } from './registration.js';
import {
  readSsoCache,
  removeSsoCache,
  ssoCacheFolder,
  writeSsoCache,
  type CachedSignIn,
  type Registration,
} from './ssoCache.js';
import { cacheNotWritable, oddAnswer, signInError } from './ssoErrors.js';
import { signInName, signInOf, ssoProfile, type SsoProfile } from './ssoProfile.js';

/** Renewed this long before its end: earlier than the SDK would, which loses a refresh token that an answer lacks. */
const renewedBeforeMs = 10 * minuteMs;

/**
 * Not renewed again before this has passed: in the last minutes of a session every new token ends soon, and each
 * renewal is a change of the cache that makes whoever watches it load its credentials again.
 */
const renewedAtMostEveryMs = 5 * minuteMs;

/** Signs in and out for SSO profiles. What it keeps, it keeps in the AWS CLI's own cache, so that both share it. */
export class SsoSignIn implements ProfileSignIn {
  private readonly signingIn = new JoinedCalls<undefined>();
  private readonly renewing = new JoinedCalls<undefined>();
  private readonly renewedAt = new Map<string, number>();

  constructor(private readonly settings: SignInSettings) {}

  async signIn(profile: string, withCode: boolean, window: SignInWindow, signal: AbortSignal): Promise<void> {
    const files = await readAwsFiles(this.settings.env);
    const sso = ssoProfile(profile, files);
    // The legacy form signs in by code alone, as with the AWS CLI.
    const way = signInWay(window, withCode || sso.session === undefined);
    await this.signingIn.run(`${way} ${signInName(sso)}`, signal, (stop) =>
      this.signInNow(sso, way, files, window, stop),
    );
  }

  /** Renews a sign-in that is about to end, without a person. Where it cannot, loading the credentials says so. */
  async renew(profile: string, files: AwsFiles): Promise<void> {
    if (signInOf(profile, files) === undefined) return;
    const { signal } = new AbortController();
    try {
      const sso = ssoProfile(profile, files);
      await this.renewing.run(signInName(sso), signal, (stop) => this.renewNow(sso, files, stop));
    } catch {
      // The token that is held may be good still; if not, the SDK's own words are explained to the person.
    }
  }

  async signOut(profile: string, signal: AbortSignal): Promise<void> {
    const files = await readAwsFiles(this.settings.env);
    const sso = ssoProfile(profile, files);
    const name = signInName(sso);
    const { accessToken, region } = await readSsoCache(name);
    try {
      await removeSsoCache(name);
      await removeCliKeys();
    } catch (error) {
      throw cacheNotWritable(ssoCacheFolder(), error);
    }
    if (accessToken === undefined) return;
    await endPortalSession(
      accessToken,
      { ...sso, region: region ?? sso.region },
      files,
      this.settings,
      signal,
    );
  }

  private async signInNow(
    sso: SsoProfile,
    way: SignInWay,
    files: AwsFiles,
    window: SignInWindow,
    signal: AbortSignal,
  ): Promise<undefined> {
    const { clock } = this.settings;
    try {
      const service = await oidcService(sso, files, this.settings);
      const grant = way === 'browser' ? codeGrant : deviceGrant;
      const attempt = async (cached: CachedSignIn) => {
        const client = await registration(sso, way, cached, service, clock.now(), signal);
        return { client, answer: await grant(sso, client, service, window, clock, signal) };
      };
      const cached = await readSsoCache(signInName(sso));
      const { client, answer } = await attempt(cached).catch((error: unknown) => {
        // A registration may be withdrawn before its time: then a new one is made, once.
        if (cached.registration === undefined || parseFailure(error).name !== 'InvalidClientException')
          throw error;
        return attempt({ ...cached, registration: undefined });
      });
      if (signal.aborted) throw new Cancelled();
      // An old refresh token may be another person's: it is not kept.
      await this.keep(sso, client, answer, undefined);
      return undefined;
    } catch (error) {
      throw signInError(error, sso, signal);
    }
  }

  private async renewNow(sso: SsoProfile, files: AwsFiles, signal: AbortSignal): Promise<undefined> {
    const { clock } = this.settings;
    // Read now, and not before: another window, or the AWS CLI, may just have renewed it.
    const { expiresAt, refreshToken, registration: client, startUrl } = await readSsoCache(signInName(sso));
    if (expiresAt === undefined || expiresAt - clock.now() > renewedBeforeMs) return undefined;
    if (refreshToken === undefined || client === undefined || client.expiresAt <= clock.now())
      return undefined;
    if (startUrl !== undefined && startUrl !== sso.startUrl) return undefined;
    const last = this.renewedAt.get(signInName(sso));
    if (last !== undefined && clock.now() - last < renewedAtMostEveryMs) return undefined;
    this.renewedAt.set(signInName(sso), clock.now());
    const { CreateTokenCommand } = await import('../sdk.js');
    const service = await oidcService(sso, files, this.settings);
    const { clientId, clientSecret } = client;
    const answer = await service.client.send(
      new CreateTokenCommand({ clientId, clientSecret, grantType: 'refresh_token', refreshToken }),
      { abortSignal: signal },
    );
    await this.keep(sso, client, answer, refreshToken);
    return undefined;
  }

  private async keep(
    { startUrl, region, ...sso }: SsoProfile,
    client: Registration,
    answer: CreateTokenCommandOutput,
    oldRefreshToken: string | undefined,
  ): Promise<void> {
    const [accessToken, expiresIn] = [asText(answer.accessToken), asNumber(answer.expiresIn)];
    if (accessToken === undefined || expiresIn === undefined) throw oddAnswer();
    const name = signInName({ ...sso, startUrl });
    const { fields } = await readSsoCache(name);
    try {
      await writeSsoCache(name, fields, {
        startUrl,
        region,
        accessToken,
        expiresAt: this.settings.clock.now() + expiresIn * secondMs,
        refreshToken: asText(answer.refreshToken) ?? oldRefreshToken,
        registration: client,
      });
    } catch (error) {
      throw cacheNotWritable(ssoCacheFolder(), error);
    }
  }
}
