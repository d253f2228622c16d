import { AwsError } from '../protocols/awsError.js';
import type { IdentityCenter } from '../world/identityCenter.js';
import type { ClientRegistration } from './clientRegistrations.js';
import { madeSecret } from './madeSecret.js';

/** A person's sign-in at Identity Center: what ends when they sign out, and by itself. */
export type PortalSession = {
  readonly center: IdentityCenter;
  readonly userName: string;
  readonly scopes: readonly string[];
  readonly clientId: string;
  readonly endsAtMs: number;
  isSignedOut: boolean;
};

/** The bearer tokens of all sign-ins. */
export class PortalSessions {
  private readonly accessTokens = new Map<string, { session: PortalSession; expiresAtMs: number }>();
  private readonly refreshTokens = new Map<string, PortalSession>();

  /** `seconds` is how long the token lasts, never longer than the session. */
  giveAccessToken(session: PortalSession, lifeMs: number, nowMs: number): { value: string; seconds: number } {
    const expiresAtMs = Math.min(nowMs + lifeMs, session.endsAtMs);
    const value = madeSecret('aoaAAAAAG', 180);
    this.accessTokens.set(value, { session, expiresAtMs });
    return { value, seconds: Math.floor((expiresAtMs - nowMs) / 1000) };
  }

  giveRefreshToken(session: PortalSession): string {
    const value = madeSecret('aorAAAAAG', 180);
    this.refreshTokens.set(value, session);
    return value;
  }

  /** The session that a refresh token of this client renews, or InvalidGrantException. */
  refreshed(token: unknown, { clientId }: ClientRegistration, nowMs: number): PortalSession {
    const session = typeof token === 'string' ? this.refreshTokens.get(token) : undefined;
    if (session?.clientId !== clientId || session.isSignedOut || session.endsAtMs <= nowMs) {
      throw new AwsError('InvalidGrantException', 400, 'Invalid refresh token provided');
    }
    return session;
  }

  forgetRefreshToken(token: unknown): void {
    this.refreshTokens.delete(String(token));
  }

  /** Whose bearer token this is, or UnauthorizedException. */
  bearer(token: string | undefined, nowMs: number): PortalSession {
    const found = this.accessTokens.get(token ?? '');
    if (found === undefined || found.session.isSignedOut || found.expiresAtMs <= nowMs) {
      throw new AwsError('UnauthorizedException', 401, 'Session token not found or invalid');
    }
    return found.session;
  }
}
