import { Cancelled } from '../../core/base/userError.js';
import type { ApiEndpoint, AwsProbe, FoundKeys, ReachedEndpoint } from '../../core/diagnosis/probes.js';
import type { Access, Credentials } from '../../core/sources/access.js';
import type { Identity } from '../../core/sources/identity.js';
import { listingError } from '../awsErrors.js';
import { StsCallerFinder } from '../callerFinder.js';
import type { Clients } from '../clients.js';
import { readAwsFiles, type Environment } from '../profiles/awsFiles.js';
import { endpointOptions } from '../profiles/endpoints.js';
import { describeCredentials } from './describeCredentials.js';

export interface AwsProbeSettings {
  readonly env: Environment;
  /** Hears the time of every answer of AWS, in milliseconds. */
  readonly onServerDate: (ms: number) => void;
}

/** Looks at AWS for a diagnosis, with the clients that everything else is asked by. */
export class SdkAwsProbe implements AwsProbe {
  private readonly callers: StsCallerFinder;

  constructor(
    private readonly clients: Clients,
    private readonly settings: AwsProbeSettings,
  ) {
    this.callers = new StsCallerFinder(clients);
  }

  async describe(credentials: Credentials): Promise<string> {
    const { env } = this.settings;
    return describeCredentials(credentials, await readAwsFiles(env), env);
  }

  loadKeys(access: Access): Promise<FoundKeys> {
    return this.explained(access, async () => {
      const { sts } = await this.clients.of(access);
      const { expiration } = await sts.config.credentials();
      return { expiresAt: expiration?.getTime() };
    });
  }

  caller(access: Access): Promise<Identity> {
    return this.explained(access, () => this.callers.find(access));
  }

  /** As the SDK itself finds it. */
  async endpoint({ credentials, region }: Access): Promise<ApiEndpoint> {
    const { RedshiftServerlessClient } = await import('../sdk.js');
    const { env } = this.settings;
    const profile = credentials.kind === 'profile' ? credentials.name : undefined;
    const { endpoint, ...options } = endpointOptions(
      'redshift_serverless',
      profile,
      await readAwsFiles(env),
      env,
    );
    if (endpoint !== undefined) return { url: endpoint, isOverride: true };
    const client = new RedshiftServerlessClient({ region });
    const { url } = client.config.endpointProvider({
      Region: region,
      UseFIPS: options.useFipsEndpoint ?? false,
      UseDualStack: options.useDualstackEndpoint ?? false,
    });
    client.destroy();
    return { url: url.href, isOverride: false };
  }

  reach(access: Access, signal: AbortSignal): Promise<ReachedEndpoint> {
    return this.explained(access, async () => {
      const { unsignedAnswer } = await import('./unsignedAnswer.js');
      const { url } = await this.endpoint(access);
      const answer = await unsignedAnswer(new URL(url), signal);
      if (answer.serverDate !== undefined) this.settings.onServerDate(answer.serverDate);
      return answer;
    });
  }

  private async explained<T>(access: Access, job: () => Promise<T>): Promise<T> {
    try {
      return await job();
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      this.clients.noteFailure(error, access);
      throw listingError(error, access);
    }
  }
}
