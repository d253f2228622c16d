import type { Principal } from '../world/principal.js';
import { madeSecret } from './madeSecret.js';

/** Why AWS Sign-In refuses to renew, by its own words. */
export type LoginEnd = 'TOKEN_EXPIRED' | 'USER_CREDENTIALS_CHANGED' | 'INSUFFICIENT_PERMISSIONS';

/** Somebody who ran `aws login`. */
export type ConsoleLogin = {
  readonly clientId: string;
  /** The JWK thumbprint of the key that renewing must prove. */
  readonly keyThumbprint: string;
  /** Whose keys are given: an IAM user's, or a role session's. */
  readonly principal: Principal;
  /** Set once it renews no more. */
  end?: LoginEnd;
};

/** The refresh tokens of `aws login`, and the proofs that came with them. */
export class ConsoleLogins {
  private readonly refreshTokens = new Map<string, ConsoleLogin>();
  private readonly proofs = new Set<string>();

  giveRefreshToken(login: ConsoleLogin): string {
    const value = madeSecret('', 90);
    this.refreshTokens.set(value, login);
    return value;
  }

  find(refreshToken: unknown): ConsoleLogin | undefined {
    return typeof refreshToken === 'string' ? this.refreshTokens.get(refreshToken) : undefined;
  }

  forget(refreshToken: string): void {
    this.refreshTokens.delete(refreshToken);
  }

  /** Whether this proof, by its `jti`, comes for the first time. */
  isNewProof(jti: string): boolean {
    return !this.proofs.has(jti) && this.proofs.add(jti).size > 0;
  }
}
