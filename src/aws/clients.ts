import type { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import type { STSClient } from '@aws-sdk/client-sts';
import type { Source } from '../core/sources/source.js';
import { readAwsFiles, type Environment } from './profiles/awsFiles.js';
import { credentialsProvider } from './profiles/credentials.js';
import { endpointOptions, type ServiceName } from './profiles/endpoints.js';
import { learnDates } from './serverDates.js';

interface SourceClients {
  readonly redshift: RedshiftServerlessClient;
  readonly sts: STSClient;
}

/** A connection that is not made in this time will not be made. */
const connectionTimeoutMs = 5000;

export interface ClientSettings {
  readonly version: string;
  readonly env: Environment;
  readonly requestTimeoutMs: () => number;
  readonly isTrusted: () => boolean;
  /** Hears the time of every answer of AWS, in milliseconds. */
  readonly onServerDate: (ms: number) => void;
}

/** The SDK's clients, one of each kind a source. They live as long as their credentials. */
export class Clients {
  private readonly made = new Map<string, Promise<SourceClients>>();

  constructor(private readonly settings: ClientSettings) {}

  of(source: Source): Promise<SourceClients> {
    const made = this.made.get(source.id);
    if (made !== undefined) return made;
    const making = this.make(source);
    this.made.set(source.id, making);
    making.catch(() => this.made.delete(source.id));
    return making;
  }

  /** The files, the settings or the trust may be others now: the next call makes new clients. */
  drop(): void {
    this.made.clear();
  }

  private async make(source: Source): Promise<SourceClients> {
    const { RedshiftServerlessClient, STSClient } = await import('./sdk.js');
    const { env, version } = this.settings;
    const files = await readAwsFiles(env);
    const profile = source.credentials.kind === 'profile' ? source.credentials.name : undefined;
    const common = {
      region: source.region,
      credentials: await credentialsProvider(source, files, env, this.settings.isTrusted()),
      customUserAgent: [['redshift-identity-center', version]] as [string, string][],
      requestHandler: {
        connectionTimeout: connectionTimeoutMs,
        requestTimeout: this.settings.requestTimeoutMs(),
        throwOnRequestTimeout: true,
      },
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
}
