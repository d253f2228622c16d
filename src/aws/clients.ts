import type { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import type { STSClient } from '@aws-sdk/client-sts';
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import * as l10n from '@vscode/l10n';
import { clientOptions } from './clientOptions.js';
import { UserError } from '../core/base/userError.js';
import { type Access, type Credentials, credentialsOwner } from '../core/sources/access.js';
import { readAwsFiles, type AwsFiles } from './profiles/awsFiles.js';
import { credentialsProvider, type ProviderSettings } from './profiles/credentials.js';
import { isCredentialRefusal, isUnknownKey } from './credentialErrors.js';
import { parseFailure } from './failure.js';
import { keptCredentials } from './profiles/keptCredentials.js';
import { endpointOptions, type ServiceName } from './profiles/endpoints.js';
import { learnDates } from './serverDates.js';

interface SourceClients {
  readonly redshift: RedshiftServerlessClient;
  readonly sts: STSClient;
}

export interface ClientSettings extends ProviderSettings {
  readonly version: string;
  readonly requestTimeoutMs: () => number;
  /** Renews what the profile signed in with, if it is about to end and needs nobody for it. Never rejects. */
  readonly renewSignIn: (profile: string, files: AwsFiles) => Promise<void>;
  /** The keys of an identity's sessions, which are kept and renewed where they are made. */
  readonly identities: IdentityKeys;
  /** Hears the time of every answer of AWS, in milliseconds. */
  readonly onServerDate: (ms: number) => void;
}

/** Gives the keys of identities. */
interface IdentityKeys {
  /** Throws a sentence where there is no such identity. */
  keys(identity: string): AwsCredentialIdentityProvider;
  /** AWS refused them: the next call is for new ones. */
  dropKeys(identity: string): void;
}

/** What lives as long as one set of credentials: their provider, and the clients of each region. */
class Generation {
  files: Promise<AwsFiles> | undefined;
  provider: Promise<AwsCredentialIdentityProvider> | undefined;
  readonly byRegion = new Map<string, Promise<SourceClients>>();
  /** Where AWS does not know the key: it is gone, or that region alone is not enabled for the account. */
  readonly unknownIn = new Set<string>();
}

/**
 * The SDK's clients, one of each kind for credentials in a region. One provider serves all regions of the same credentials, so that
 * a command or a sign-in runs once, not once a region.
 */
export class Clients {
  private readonly generations = new Map<string, Generation>();

  constructor(private readonly settings: ClientSettings) {}

  async of(access: Access): Promise<SourceClients> {
    const held = this.generations.get(credentialsOwner(access.credentials));
    const isUnknown = held?.unknownIn.has(access.region) === true;
    const isFit = held !== undefined && !isUnknown;
    const { credentials } = access;
    if (isUnknown && credentials.kind === 'identity') this.settings.identities.dropKeys(credentials.name);
    return this.madeIn(isFit ? held : new Generation(), credentials, (generation) => {
      const made = generation.byRegion.get(access.region) ?? this.make(access, generation);
      generation.byRegion.set(access.region, made);
      return made;
    });
  }

  /** Whether any credentials have been used since they were last dropped, so that their keys may be in memory. */
  get areHeld(): boolean {
    return this.generations.size > 0;
  }

  /** The files, the settings or the trust may be others now: the next call makes new clients. */
  drop(): void {
    this.generations.clear();
  }

  /**
   * Where AWS refused the credentials themselves, they are loaded anew for the next call; where it does not know
   * them, for the next one in that region, or a search in all regions would load them for each that is not enabled.
   */
  noteFailure(error: unknown, access: Access): void {
    const key = credentialsOwner(access.credentials);
    const failure = parseFailure(error);
    if (isUnknownKey(failure)) this.generations.get(key)?.unknownIn.add(access.region);
    else if (isCredentialRefusal(failure)) {
      this.generations.delete(key);
      if (access.credentials.kind === 'identity') this.settings.identities.dropKeys(access.credentials.name);
    }
  }

  /** The keys of a profile, for who signs with them elsewhere than at the clients. */
  async profileKeys(profile: string): Promise<AwsCredentialIdentityProvider> {
    const credentials = { kind: 'profile', name: profile } as const;
    const held = this.generations.get(credentialsOwner(credentials)) ?? new Generation();
    return this.madeIn(held, credentials, (generation) => this.providerIn(generation, credentials));
  }

  /** AWS refused the keys of a profile where somebody signed with them elsewhere: they are loaded anew for the next call. */
  dropProfileKeys(name: string): void {
    this.generations.delete(credentialsOwner({ kind: 'profile', name }));
  }

  /** Keeps the generation of these credentials, unless what is made in it fails: the next call begins another. */
  private async madeIn<T>(
    generation: Generation,
    credentials: Credentials,
    make: (generation: Generation) => Promise<T>,
  ): Promise<T> {
    const key = credentialsOwner(credentials);
    this.generations.set(key, generation);
    try {
      return await make(generation);
    } catch (error) {
      if (this.generations.get(key) === generation) this.generations.delete(key);
      throw error;
    }
  }

  private async make(access: Access, generation: Generation): Promise<SourceClients> {
    const { RedshiftServerlessClient, STSClient } = await import('./sdk.js');
    const { env, version } = this.settings;
    const { credentials } = access;
    const files = await this.filesIn(generation);
    const profile = credentials.kind === 'profile' ? credentials.name : undefined;
    const common = {
      region: access.region,
      credentials: await this.providerIn(generation, credentials),
      ...clientOptions(version, this.settings.requestTimeoutMs()),
    };
    const options = (service: ServiceName) => ({
      ...common,
      ...endpointOptions(service, profile, files, env),
    });
    const clients = {
      redshift: new RedshiftServerlessClient(options('redshift_serverless')),
      sts: new STSClient(options('sts')),
    };
    for (const client of [clients.redshift, clients.sts]) learnDates(client, this.settings.onServerDate);
    return clients;
  }

  private filesIn(generation: Generation): Promise<AwsFiles> {
    generation.files ??= readAwsFiles(this.settings.env);
    return generation.files;
  }

  private async providerIn(
    generation: Generation,
    credentials: Credentials,
  ): Promise<AwsCredentialIdentityProvider> {
    const files = await this.filesIn(generation);
    return (generation.provider ??= this.provider(credentials, files));
  }

  private async provider(credentials: Credentials, files: AwsFiles): Promise<AwsCredentialIdentityProvider> {
    const { clock, renewSignIn, identities } = this.settings;
    if (credentials.kind === 'identity') return identities.keys(credentials.name);
    const loader = await credentialsProvider(credentials, files, this.settings);
    const provider: typeof loader = async (options) => {
      if (credentials.kind === 'profile') await renewSignIn(credentials.name, files);
      return loader(options);
    };
    return keptCredentials(provider, clock, () => lateCredentials(credentials));
  }
}

function lateCredentials(credentials: Credentials): UserError {
  const message =
    credentials.kind === 'environment'
      ? l10n.t(
          'The credentials of the environment did not arrive within a minute. Check the container or instance that gives them, then retry.',
        )
      : l10n.t(
          'The credentials of {0} did not arrive within a minute. Check what its entry in the AWS config files runs, then retry.',
          credentialsOwner(credentials),
        );
  return new UserError(message, { kind: 'retry' });
}
