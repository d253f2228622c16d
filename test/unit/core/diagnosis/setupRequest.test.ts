import assert from 'node:assert/strict';
import { setupRequest } from '../../../../src/core/diagnosis/setupRequest.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import { parseSourceSettings } from '../../../../src/core/sources/source.js';

const account = '123456789012';
const listed = {
  name: 'analytics',
  arn: `arn:aws:redshift-serverless:eu-west-1:${account}:workgroup/6f1c`,
  region: 'eu-west-1',
};
const given = { name: 'reports', arn: undefined, region: 'us-east-1', accountId: account };

const facts: readonly (readonly [placeholder: string, fact: string])[] = [
  ['ISSUER_URL', 'https://id.example.com/oauth2/default'],
  ['CLIENT_ID', '0oa8client'],
  ['APPLICATION_ARN', `arn:aws:sso::${account}:application/ssoins-1/apl-1`],
  ['IDENTITY_CENTER_REGION', 'eu-west-1'],
  ['SIGNER_ARN', `arn:aws:iam::${account}:role/TokenExchange`],
  ['ACCESS_ROLE_ARN', `arn:aws:iam::${account}:role/RedshiftAccess`],
  ['WORKGROUP_REGION', 'eu-west-1'],
];

describe('a request for set-up', () => {
  it('names the workgroups, and says of which the ARN is not known', () => {
    const lines = setupRequest({ workgroups: [listed, given], person: 'anna@example.com' }).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('- ') || line.startsWith('Asked')),
      [
        'Asked for by: anna@example.com',
        `- analytics in eu-west-1: ${listed.arn}`,
        `- reports in us-east-1, account ${account}; I do not know its ARN`,
      ],
    );
  });

  it('allows tokens of the workgroups by ARN, with a placeholder for those it does not know', () =>
    assert.deepEqual(
      [[listed], [listed, listed], [listed, given], []].map((workgroups) =>
        tokenResources(setupRequest({ workgroups })),
      ),
      [[listed.arn], [listed.arn], [listed.arn, 'WORKGROUP_ARN'], ['WORKGROUP_ARN']],
    ));

  it('has policies that are JSON, and the same placeholders in all', () => {
    const blocks = jsonBlocks(setupRequest({ workgroups: [] }));
    const words = new Set(JSON.stringify(blocks).match(/[A-Z]+(_[A-Z]+)+/g));
    assert.deepEqual(
      [blocks.length, [...words].sort()],
      [
        6,
        [
          'ACCOUNT_ID',
          'ISSUER_WITHOUT_HTTPS',
          'WORKGROUP_ARN',
          ...facts.map(([placeholder]) => placeholder),
        ].sort(),
      ],
    );
  });

  it('holds a set-up file that counts once it is filled in, with each workgroup once', () => {
    const { version, identities, sources } = filled(setupRequest({ workgroups: [listed, given, listed] }));
    const parsed = parseIdentitySettings(identities);
    const places = parseSourceSettings(sources);
    assert.deepEqual(
      {
        version,
        problems: [...parsed.problems, ...places.problems],
        names: parsed.identities.map(({ name }) => name),
        identities: (sources as { identity: string }[]).map(({ identity }) => identity),
        sources: places.sources.map((source) => [source.region, source.given.map(({ name }) => name)]),
      },
      {
        version: 1,
        problems: [],
        names: ['company'],
        identities: ['company', 'company'],
        sources: [
          ['eu-west-1', ['analytics']],
          ['us-east-1', ['reports']],
        ],
      },
    );
  });

  it('holds a set-up file that counts where no workgroup is known', () => {
    const { identities, sources } = filled(setupRequest({ workgroups: [] }));
    assert.deepEqual(
      [parseIdentitySettings(identities).problems, parseSourceSettings(sources).problems],
      [[], []],
    );
  });

  it('does not count before it is filled in', () => {
    const file = jsonBlocks(setupRequest({ workgroups: [] })).at(-1) as Record<string, unknown>;
    assert.deepEqual(
      [parseIdentitySettings(file.identities).identities, parseSourceSettings(file.sources).sources],
      [[], []],
    );
  });
});

function jsonBlocks(request: string): readonly unknown[] {
  return [...request.matchAll(/```json\n(.*?)\n```/gs)].map(([, text]) => JSON.parse(text!) as unknown);
}

function filled(request: string): Record<string, unknown> {
  const text = facts.reduce((so, [placeholder, fact]) => so.replaceAll(placeholder, fact), request);
  return jsonBlocks(text).at(-1) as Record<string, unknown>;
}

function tokenResources(request: string): unknown {
  const policies = jsonBlocks(request) as { Statement?: { Action: unknown; Resource: unknown }[] }[];
  return policies
    .flatMap(({ Statement = [] }) => Statement)
    .find(({ Action }) => Action === 'redshift-serverless:GetIdentityCenterAuthToken')?.Resource;
}
