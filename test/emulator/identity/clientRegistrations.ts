import { AwsError } from '../protocols/awsError.js';
import type { IdentityCenter } from '../world/identityCenter.js';
import { madeSecret } from './madeSecret.js';

/** A client of Identity Center's OIDC service, as RegisterClient made it. */
export type ClientRegistration = {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly clientName: string;
  readonly scopes: readonly string[];
  readonly redirectUris: readonly string[];
  /** Empty for one that named none: it may use the device grant only. */
  readonly grantTypes: readonly string[];
  /** The instance that its issuer URL named; not needed for the device grant. */
  readonly center: IdentityCenter | undefined;
  readonly issuedAtMs: number;
  readonly secretExpiresAtMs: number;
};

const secretLifeMs = 90 * 24 * 3_600_000;

/** All registered clients. */
export class ClientRegistrations {
  private readonly all = new Map<string, ClientRegistration>();

  add(
    asked: Omit<ClientRegistration, 'clientId' | 'clientSecret' | 'issuedAtMs' | 'secretExpiresAtMs'>,
    nowMs: number,
  ): ClientRegistration {
    const registration = {
      ...asked,
      clientId: madeSecret('', 18),
      clientSecret: madeSecret('eyJraWQiOiJrZXkt', 300),
      issuedAtMs: nowMs,
      secretExpiresAtMs: nowMs + secretLifeMs,
    };
    this.all.set(registration.clientId, registration);
    return registration;
  }

  find(clientId: unknown): ClientRegistration | undefined {
    return typeof clientId === 'string' ? this.all.get(clientId) : undefined;
  }

  /** The client that proved itself, or InvalidClientException. */
  proven(clientId: unknown, clientSecret: unknown, nowMs: number): ClientRegistration {
    const found = this.find(clientId);
    if (found === undefined || found.clientSecret !== clientSecret) {
      throw new AwsError('InvalidClientException', 401, 'Invalid client provided');
    }
    if (found.secretExpiresAtMs <= nowMs) {
      throw new AwsError('InvalidClientException', 401, 'Client secret has expired');
    }
    return found;
  }
}
