import type { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentity, AwsCredentialIdentityProvider } from '@smithy/types';
import { clientOptions } from '../clientOptions.js';
import type { IdentityEntry } from '../../core/identity/identity.js';
import { readAwsFiles, type Environment } from '../profiles/awsFiles.js';
import { endpointOptions, type ServiceName } from '../profiles/endpoints.js';
import { learnDates } from '../serverDates.js';

/** A call that proves itself by what it carries, sent again, may find that used. */
const once = { maxAttempts: 1 };

export interface IdentityClientSettings {
  readonly version: string;
  readonly env: Environment;
  readonly requestTimeoutMs: () => number;
  /** How far AWS's time is ahead of this computer's clock, in milliseconds. */
  readonly clockOffsetMs: () => number;
  /** Hears the time of every answer of AWS, in milliseconds. */
  readonly onServerDate: (ms: number) => void;
}

type Keys = AwsCredentialIdentity | AwsCredentialIdentityProvider;

/** The SDK's clients for one step of an identity's way, in the region of Identity Center. */
export class IdentityClients {
  constructor(private readonly settings: IdentityClientSettings) {}

  /** @param keys none where the token in the call is the proof */
  async sts(entry: IdentityEntry, keys: Keys | undefined): Promise<STSClient> {
    const { STSClient } = await import('../sdk.js');
    const options = await this.options(entry, 'sts', keys);
    return this.learning(new STSClient(keys === undefined ? { ...options, ...once } : options));
  }

  async ssoOidc(entry: IdentityEntry, keys: Keys): Promise<SSOOIDCClient> {
    const { SSOOIDCClient } = await import('../sdk.js');
    const options = await this.options(entry, 'sso_oidc', keys);
    return this.learning(new SSOOIDCClient({ ...options, ...once }));
  }

  private async options(entry: IdentityEntry, service: ServiceName, keys: Keys | undefined) {
    const { env, version, requestTimeoutMs, clockOffsetMs } = this.settings;
    const { applicationCredentials: signer } = entry;
    const profile = signer.kind === 'profile' ? signer.name : undefined;
    return {
      region: entry.identityCenterRegion,
      ...(keys === undefined ? {} : { credentials: keys }),
      systemClockOffset: clockOffsetMs(),
      ...clientOptions(version, requestTimeoutMs()),
      ...endpointOptions(service, profile, await readAwsFiles(env), env),
    };
  }

  private learning<T>(client: T): T {
    learnDates(client, this.settings.onServerDate);
    return client;
  }
}
