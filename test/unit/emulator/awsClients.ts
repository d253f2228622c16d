import type { RedshiftServerlessClientConfig } from '@aws-sdk/client-redshift-serverless';
import { RedshiftServerlessClient } from '@aws-sdk/client-redshift-serverless';
import { STSClient } from '@aws-sdk/client-sts';
import { ConfiguredRetryStrategy } from '@smithy/core/retry';
import type { HttpRequest } from '@smithy/types';
import { AwsEmulator } from '../../emulator/awsEmulator.js';
import type { AwsEmulatorOptions } from '../../emulator/awsEmulator.js';
import type { Principal } from '../../emulator/world/principal.js';
import { makePrincipal } from '../../emulator/world/principal.js';
import type { WorkgroupSeed } from '../../emulator/world/workgroup.js';
import { makePlace } from '../../emulator/world/world.js';

export const accountId = '123456789012';
export const region = 'us-east-1';

/** An emulator with one principal (a role session), and these workgroups in the default region. */
export function startAws(
  workgroups: readonly WorkgroupSeed[] = [{ workgroupName: 'analytics' }, { workgroupName: 'marketing' }],
  options: Partial<AwsEmulatorOptions> = {},
): Promise<AwsEmulator> {
  return AwsEmulator.start({
    world: {
      principals: [
        makePrincipal({
          accountId,
          accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
          sessionToken: 'session//token+EXAMPLE==',
        }),
      ],
      places: [makePlace(accountId, region, workgroups)],
    },
    ...options,
  });
}

/** What a client of the emulator is made with; `attempts` without any delay between them. */
export function clientConfig(
  aws: AwsEmulator,
  principal: Pick<Principal, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'> = aws.world.principals[0]!,
  attempts = 1,
): RedshiftServerlessClientConfig {
  const { accessKeyId, secretAccessKey, sessionToken } = principal;
  return {
    endpoint: aws.url,
    region,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) },
    retryStrategy: new ConfiguredRetryStrategy(attempts, 0),
  };
}

/** Changes a request after it was signed, as somebody on the way would. */
export type Tampering = (request: HttpRequest) => void;

/** A real client of Redshift Serverless. */
export function redshift(
  aws: AwsEmulator,
  config: Partial<RedshiftServerlessClientConfig> = {},
  tamper?: Tampering,
): RedshiftServerlessClient {
  const client = new RedshiftServerlessClient({ ...clientConfig(aws), ...config });
  client.middlewareStack.add(tampering(tamper), { step: 'deserialize', priority: 'low' });
  return client;
}

/** A real client of STS. */
export function sts(
  aws: AwsEmulator,
  config: Partial<RedshiftServerlessClientConfig> = {},
  tamper?: Tampering,
): STSClient {
  const { endpoint, credentials, retryStrategy, region: where } = { ...clientConfig(aws), ...config };
  const client = new STSClient({
    endpoint: endpoint!,
    credentials: credentials!,
    retryStrategy: retryStrategy!,
    region: where!,
  });
  client.middlewareStack.add(tampering(tamper), { step: 'deserialize', priority: 'low' });
  return client;
}

function tampering(tamper: Tampering | undefined) {
  return <A extends { request: unknown }, R>(next: (args: A) => Promise<R>) =>
    (args: A): Promise<R> => {
      tamper?.(args.request as HttpRequest);
      return next(args);
    };
}
