import { hourMs } from '../../../../src/core/base/duration.js';
import { ServerClock } from '../../../../src/core/base/serverClock.js';
import { diagnose } from '../../../../src/core/diagnosis/diagnosis.js';
import type { Probes } from '../../../../src/core/diagnosis/probes.js';
import { makeSource, type Source } from '../../../../src/core/sources/source.js';
import type { Workgroup } from '../../../../src/core/sources/workgroup.js';
import type { Token } from '../../../../src/core/tokens/token.js';
import { FakeClock } from '../../../fakes/fakeClock.js';
import { MemorySecrets } from '../../../fakes/memorySecrets.js';

const accountId = '123456789012';

/** What a test lets be otherwise; everything else is as it should be. */
export type ProbeParts = { readonly [Name in keyof Probes]?: Partial<Probes[Name]> };

export interface Patient {
  readonly clock: FakeClock;
  readonly source: Source;
  readonly workgroup: Workgroup;
  readonly secrets: MemorySecrets;
  readonly probes: Probes;
}

/** A profile "analytics" in us-east-1 with a ticked workgroup of the same name, all of it well. */
export function patient(parts: ProbeParts = {}, own?: Source): Patient {
  const clock = new FakeClock(Date.UTC(2026, 4, 4, 9, 30));
  const source = own ?? makeSource({ kind: 'profile', name: 'analytics' }, 'us-east-1');
  const workgroup: Workgroup = {
    sourceId: source.id,
    arn: `arn:aws:redshift-serverless:us-east-1:${accountId}:workgroup/1f0c3a52-7d0e-4a54-9c9d-0a4b9f3a8c11`,
    name: 'analytics',
    namespaceName: 'analytics-ns',
    status: 'AVAILABLE',
    endpoint: { host: `analytics.${accountId}.us-east-1.redshift-serverless.amazonaws.com`, port: 5439 },
    baseCapacity: 128,
    maxCapacity: 512,
    isPublic: true,
    database: undefined,
    hasEnhancedVpcRouting: false,
  };
  const token: Token = {
    id: 'a-token',
    identity: { accountId, principal: undefined },
    workgroups: [workgroup],
    value: 'a-secret-value',
    issuedAt: clock.now(),
    expiresAt: clock.now() + 2 * hourMs,
  };
  const secrets = new MemorySecrets();
  const probes: Probes = {
    clock: new ServerClock(clock),
    computer: {
      home: '/home/anna',
      awsFiles: () => Promise.resolve([{ path: '/home/anna/.aws/config', kind: 'readable' }]),
      variables: () => [],
      certificates: () => Promise.resolve([]),
      ...parts.computer,
    },
    aws: {
      describe: () => Promise.resolve('Profile "analytics", static keys'),
      loadKeys: () => Promise.resolve({ expiresAt: undefined }),
      caller: () => Promise.resolve({ accountId, principal: `arn:aws:iam::${accountId}:user/anna` }),
      endpoint: ({ region }) =>
        Promise.resolve({ url: `https://redshift-serverless.${region}.amazonaws.com/`, isOverride: false }),
      reach: () => Promise.resolve({ status: 404, serverDate: clock.now() }),
      ...parts.aws,
    },
    hosts: {
      resolve: () => Promise.resolve(['192.0.2.7']),
      connect: () => Promise.resolve({ kind: 'open' }),
      ...parts.hosts,
    },
    catalogue: { workgroups: () => [], ...parts.catalogue },
    lister: { list: () => pages([workgroup]), ...parts.lister },
    identities: { find: () => fail('no identity is asked for'), ...parts.identities },
    selection: { current: [workgroup], ...parts.selection },
    tokens: {
      refresh: (refs) => Promise.resolve({ granted: refs, refused: [], notTried: [] }),
      ...parts.tokens,
    },
    held: { tokenOf: () => token, ...parts.held },
    secrets,
    isSessionOnly: false,
    proxySettings: () => ({ proxy: '', support: 'override' }),
  };
  return { clock, source, workgroup, secrets, probes };
}

/** What is not ok, one line each: verdict, title, text, next step. */
export async function wrongIn({
  source,
  probes,
}: Pick<Patient, 'source' | 'probes'>): Promise<readonly string[]> {
  const { findings } = await diagnose(source, probes, new AbortController().signal);
  return findings
    .filter(({ verdict }) => verdict !== 'ok')
    .map(({ title, verdict, text, next }) =>
      [verdict, title, text, next].filter((part) => part !== undefined).join(' | '),
    );
}

/** What a listing gives, page by page. */
export async function* pages(
  ...all: readonly (readonly Workgroup[])[]
): AsyncGenerator<readonly Workgroup[]> {
  for (const page of all) yield await Promise.resolve(page);
}

function fail(message: string): never {
  throw new Error(message);
}
