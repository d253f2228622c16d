import { companySettings, companyWorld } from './identityCompany.js';
import type { IdentityWorld } from './identityWorld.js';
import type { Principal } from './world/principal.js';
import { makePrincipal } from './world/principal.js';
import type { World } from './world/world.js';
import { makePlace } from './world/world.js';

const analytics = '123456789012';
const finance = '210987654321';
const lockedDown = '111122223333';
const regionOfPeople = 'eu-west-1';
const identitySession =
  'IQoJb3JpZ2luX2VjEXAMPLEEXAMPLEEXAMPLEidentityenhanced//////////wEaCXVzLWVhc3QtMSJHMEUCIQD';

/** The profiles of the demo: name, region, and who signs with it. */
const profiles: readonly { readonly name: string; readonly region: string; readonly principal: Principal }[] =
  [
    {
      name: 'analytics',
      region: 'us-east-1',
      principal: makePrincipal({
        accountId: analytics,
        accessKeyId: 'ASIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        sessionToken: `${identitySession}analytics==`,
      }),
    },
    {
      name: 'finance-eu',
      region: 'eu-central-1',
      principal: makePrincipal({
        accountId: finance,
        accessKeyId: 'ASIAI44QH8DHBEXAMPLE',
        secretAccessKey: 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY',
        sessionToken: `${identitySession}finance==`,
        arn: `arn:aws:sts::${finance}:assumed-role/FinanceReader/anna@example.com`,
      }),
    },
    {
      name: 'locked-down',
      region: 'us-east-1',
      principal: makePrincipal({
        accountId: lockedDown,
        accessKeyId: 'ASIAJ55QH8DHBEXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiLDEXAMPLEKEY',
        sessionToken: `${identitySession}locked==`,
        arn: `arn:aws:sts::${lockedDown}:assumed-role/Auditor/anna@example.com`,
        mayList: false,
      }),
    },
    {
      name: 'no-identity',
      region: 'us-east-1',
      principal: makePrincipal({
        accountId: analytics,
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiNIEXAMPLEKEY',
        arn: `arn:aws:iam::${analytics}:user/build-server`,
        hasIdentity: false,
      }),
    },
  ];

/**
 * A believable company: three accounts, two regions, and what goes wrong in real ones.
 * @param identities where people sign in as themselves; what they see is in a region of its own
 */
export function demoWorld(identities?: IdentityWorld): World {
  return {
    principals: profiles.map(({ principal }) => ({ ...principal })),
    places: [
      makePlace(analytics, 'us-east-1', [
        { workgroupName: 'analytics' },
        { workgroupName: 'sales-reporting', namespaceName: 'sales' },
        { workgroupName: 'marketing', baseCapacity: 32, maxCapacity: 128 },
        { workgroupName: 'data-science', publiclyAccessible: true, baseCapacity: 256 },
        { workgroupName: 'customer-360', enhancedVpcRouting: true },
        { workgroupName: 'product-metrics', baseCapacity: 8, maxCapacity: 64 },
        { workgroupName: 'supply-chain', port: 5440 },
        { workgroupName: 'finance', status: 'MODIFYING' },
        { workgroupName: 'legacy-etl', hasIdentityCenter: false },
        { workgroupName: 'experiments', status: 'CREATING' },
      ]),
      makePlace(analytics, 'us-west-2', [{ workgroupName: 'analytics-dr', namespaceName: 'analytics' }]),
      makePlace(
        finance,
        'eu-central-1',
        [
          { workgroupName: 'ledger', enhancedVpcRouting: true },
          { workgroupName: 'controlling' },
          { workgroupName: 'treasury', baseCapacity: 16, maxCapacity: 64 },
        ],
        [{ namespaceName: 'ledger-ns', dbName: 'ledger' }],
      ),
      makePlace(lockedDown, 'us-east-1', [{ workgroupName: 'audit' }]),
      ...(identities === undefined
        ? []
        : [
            makePlace(analytics, regionOfPeople, [
              { workgroupName: 'people' },
              { workgroupName: 'planning' },
            ]),
          ]),
    ],
    ...(identities && {
      roles: identities.roles,
      issuers: identities.issuers,
      identityCenters: identities.identityCenters,
    }),
  };
}

/** The settings of the demo: the default profile, and an identity whose people sign in at this provider. */
export function demoSettings(issuer: string): Readonly<Record<string, unknown>> {
  const { identities } = companySettings(issuer, companyWorld({ issuer, certificatePem: '' }));
  return {
    'redshiftIdc.identities': identities,
    'redshiftIdc.sources': [
      { profile: 'default', region: 'us-east-1' },
      ...identities.map(({ name }) => ({ identity: name, region: regionOfPeople })),
    ],
  };
}

/** The texts of `~/.aws/config` and `~/.aws/credentials` for the demo's profiles, all asking `url`. */
export function demoAwsFiles(url: string): { config: string; credentials: string } {
  const all = [{ ...profiles[0]!, name: 'default' }, ...profiles];
  const config = all.map(({ name, region }) => [
    name === 'default' ? '[default]' : `[profile ${name}]`,
    `region = ${region}`,
    `endpoint_url = ${url}`,
  ]);
  const credentials = all.map(({ name, principal }) => [
    `[${name}]`,
    `aws_access_key_id = ${principal.accessKeyId}`,
    `aws_secret_access_key = ${principal.secretAccessKey}`,
    ...(principal.sessionToken === undefined ? [] : [`aws_session_token = ${principal.sessionToken}`]),
  ]);
  return { config: fileText(config), credentials: fileText(credentials) };
}

function fileText(sections: readonly (readonly string[])[]): string {
  return sections.map((lines) => `${lines.join('\n')}\n`).join('\n');
}
