import { AwsEmulator, type AwsEmulatorOptions } from '../emulator/awsEmulator.js';
import { makePrincipal, type PrincipalSeed } from '../emulator/world/principal.js';
import type { WorkgroupSeed } from '../emulator/world/workgroup.js';
import { makePlace } from '../emulator/world/world.js';
import { AwsHome } from './awsHome.js';
import { Edges } from './edges.js';
import { Product } from './product.js';

export const accountId = '123456789012';
const region = 'us-east-1';
const accessKeyId = 'ASIAIOSFODNN7EXAMPLE';
const sessionToken = 'session//token+EXAMPLE==';

export type CompanyOptions = Partial<AwsEmulatorOptions> & {
  /** In the account's usual region. */
  readonly workgroups?: readonly WorkgroupSeed[];
  /** What the usual caller differs in. */
  readonly caller?: Partial<PrincipalSeed>;
  /** The config file; else one profile "analytics" in the usual region. */
  readonly config?: string;
  readonly credentials?: string;
  readonly env?: Readonly<Record<string, string>>;
};

/**
 * One account with a caller and workgroups on an emulated AWS, and a computer whose AWS files lead there. The
 * SDK tries each call once unless `env` says otherwise, since its pauses between tries are real time.
 */
export async function startCompany(options: CompanyOptions = {}): Promise<Product> {
  const { workgroups = [{ workgroupName: 'analytics' }, { workgroupName: 'marketing' }], ...rest } = options;
  const edges = new Edges();
  const aws = await AwsEmulator.start({
    world: {
      principals: [makePrincipal({ accountId, accessKeyId, sessionToken, ...rest.caller })],
      places: [makePlace(accountId, region, workgroups)],
    },
    now: () => edges.localClock.now(),
    ...rest,
  });
  const home = await AwsHome.enter({
    AWS_ENDPOINT_URL: aws.url,
    AWS_PROFILE: 'analytics',
    AWS_MAX_ATTEMPTS: '1',
    ...rest.env,
  });
  await home.writeConfig(rest.config ?? `[profile analytics]\nregion = ${region}\n`);
  await home.writeCredentials(rest.credentials ?? keysOf('analytics'));
  return new Product(aws, home, edges);
}

/** Ends what {@link startCompany} started, and gives the environment back. */
export async function endCompany(product: Product): Promise<void> {
  product.dispose();
  await product.aws.close();
  await product.home.leave();
}

/** The usual caller's keys, as a profile of the credentials file. */
export function keysOf(
  profile: string,
  keys: { readonly id?: string; readonly secret?: string } = {},
): string {
  return [
    `[${profile}]`,
    `aws_access_key_id = ${keys.id ?? accessKeyId}`,
    `aws_secret_access_key = ${keys.secret ?? 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'}`,
    `aws_session_token = ${sessionToken}`,
    '',
  ].join('\n');
}
