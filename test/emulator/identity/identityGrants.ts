import { AwsError } from '../protocols/awsError.js';
import type { Application } from '../world/application.js';
import type { IdentityCenter, IdentityUser } from '../world/identityCenter.js';
import { madeSecret } from './madeSecret.js';

/** A user's sign-in to an application, begun by an exchange of a JWT. */
export type IdentityGrant = {
  readonly center: IdentityCenter;
  readonly application: Application;
  readonly user: IdentityUser;
  readonly endsAtMs: number;
};

type Context = Pick<IdentityGrant, 'center' | 'user'> & { readonly expiresAtMs: number };

/** What CreateTokenWithIAM gave, and which JWTs it has taken. */
export class IdentityGrants {
  private readonly contexts = new Map<string, Context>();
  private readonly refreshTokens = new Map<string, IdentityGrant>();
  private readonly usedTokens = new Set<string>();

  /** Counts a JWT, by what it is known by, as used; a second use is refused. */
  useToken(key: string): void {
    if (this.usedTokens.has(key)) {
      throw new AwsError('InvalidGrantException', 400, 'The assertion was used before');
    }
    this.usedTokens.add(key);
  }

  giveRefreshToken(grant: IdentityGrant): string {
    const value = madeSecret('aorAAAAAG', 180);
    this.refreshTokens.set(value, grant);
    return value;
  }

  /** The grant that a refresh token of the application renews; one that has ended is told from one that never was. */
  refreshed(token: unknown, application: Application, nowMs: number): IdentityGrant {
    const grant = typeof token === 'string' ? this.refreshTokens.get(token) : undefined;
    if (grant?.application.applicationArn !== application.applicationArn) {
      throw new AwsError('InvalidGrantException', 400, 'Invalid refresh token provided');
    }
    if (grant.endsAtMs <= nowMs)
      throw new AwsError('ExpiredTokenException', 400, 'The refresh token has expired');
    return grant;
  }

  forgetRefreshToken(token: unknown): void {
    this.refreshTokens.delete(String(token));
  }

  /** What `AssumeRole` takes as the context assertion of Identity Center. */
  giveContext(context: Context): string {
    const value = madeSecret('AQoJb3JpZ2luX2VjE', 400);
    this.contexts.set(value, context);
    return value;
  }

  findContext(value: string): Context | undefined {
    return this.contexts.get(value);
  }
}
