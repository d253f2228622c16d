import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import {
  accessRolePolicy,
  accessRoleTrustPolicy,
  applicationActorPolicy,
  openIdProviderArn,
  signerPolicy,
  signerTrustPolicy,
} from '../../../../src/core/diagnosis/policies.js';
import { parseIdentitySettings } from '../../../../src/core/identity/identitySettings.js';
import { parseSourceSettings } from '../../../../src/core/sources/source.js';

const root = new URL('../../../../', import.meta.url);

const issuer = 'https://id.example.com/oauth2/default';
const clientId = '0oa1b2c3d4';
const account = '444455556666';
const signer = `arn:aws:iam::${account}:role/RedshiftTokenExchange`;
const accessRole = `arn:aws:iam::${account}:role/RedshiftAccess`;
const application = 'arn:aws:sso::111122223333:application/ssoins-1234567890abcdef/apl-1234567890abcdef';
const workgroups = ['0b1c2d3e', '4f5a6b7c'].map(
  (id) => `arn:aws:redshift-serverless:eu-west-1:${account}:workgroup/${id}-1111-2222-3333-${account}`,
);

type Block = Record<string, unknown>;

describe('docs/administrators.md', () => {
  let page = '';
  before(async () => {
    page = await readFile(new URL('docs/administrators.md', root), 'utf8');
  });

  it('shows the policies that the extension makes', () => {
    const shown = jsonBlocks(page).map(
      (block) => (block.Iam as { ActorPolicy: unknown } | undefined)?.ActorPolicy ?? block,
    ) as Block[];
    assert.deepEqual(
      shown.filter(({ Statement }) => Statement !== undefined),
      [
        applicationActorPolicy(signer),
        signerTrustPolicy(openIdProviderArn(issuer, account), clientId),
        signerPolicy(application, accessRole),
        accessRoleTrustPolicy(signer),
        accessRolePolicy(workgroups),
      ].map((policy) => JSON.parse(policy) as unknown),
    );
  });

  it('trusts in Identity Center what the example signs in at', () =>
    assert.deepEqual(
      jsonBlocks(page)
        .filter(({ OidcJwtConfiguration, JwtBearer }) => OidcJwtConfiguration ?? JwtBearer)
        .map((block) => [
          (block.OidcJwtConfiguration as { IssuerUrl: unknown } | undefined)?.IssuerUrl,
          /"AuthorizedAudiences":\["([^"]*)"\]/.exec(JSON.stringify(block))?.[1],
        ]),
      [
        [issuer, undefined],
        [undefined, clientId],
      ],
    ));

  it('shows a set-up file that counts, for the same names', () => {
    const [file, ...others] = jsonBlocks(page).filter(({ version }) => version !== undefined);
    const { identities, problems } = parseIdentitySettings(file!.identities);
    const sources = parseSourceSettings(file!.sources);
    assert.deepEqual(
      {
        others,
        version: file!.version,
        problems: [...problems, ...sources.problems],
        identities: identities.map((one) => [
          one.issuer,
          one.clientId,
          one.applicationArn,
          one.applicationCredentials,
          one.accessRoleArn,
        ]),
        sources: sources.sources.map(({ region, given }) => [region, given.map(({ name }) => name)]),
        owners: (file!.sources as { identity: string }[]).map(({ identity }) => identity),
      },
      {
        others: [],
        version: 1,
        problems: [],
        identities: [[issuer, clientId, application, { kind: 'webIdentity', roleArn: signer }, accessRole]],
        sources: [['eu-west-1', ['analytics', 'marketing']]],
        owners: identities.map(({ name }) => name),
      },
    );
  });

  it('explains sentences that the extension says', async () => {
    const said = await sentences();
    const rows = page.split('\n## 10. ')[1]!.split('\n## ')[0]!;
    const explained = [...rows.matchAll(/^\| (\S.*?) +\| \S/gm)]
      .map(([, sentence]) => sentence!)
      .filter((sentence) => sentence !== 'sentence' && !sentence.startsWith('---'));
    assert.deepEqual(
      [explained.length > 20, explained.filter((sentence) => !said.has(sentence))],
      [true, []],
    );
  });
});

/** Every block must be JSON, or this throws. */
function jsonBlocks(page: string): readonly Block[] {
  return [...page.matchAll(/```json\n(.*?)\n```/gs)].map(([, text]) => JSON.parse(text!) as Block);
}

/** The texts of the source, with … for what is filled in. */
async function sentences(): Promise<ReadonlySet<string>> {
  const folders = ['src/aws/', 'src/aws/signIn/', 'src/core/identity/'];
  const texts = await Promise.all(
    folders.map(async (folder) => {
      const names = await readdir(new URL(folder, root));
      const sources = names.filter((name) => name.endsWith('.ts'));
      return Promise.all(sources.map((name) => readFile(new URL(folder + name, root), 'utf8')));
    }),
  );
  const literals = [
    ...texts
      .flat()
      .join('\n')
      .matchAll(/'((?:[^'\\\n]|\\.)+)'|"((?:[^"\\\n]|\\.)+)"/g),
  ];
  return new Set(
    literals.map(([, single, double]) =>
      (single ?? double ?? '').replaceAll(/\\(.)/g, '$1').replaceAll(/\{\d\}/g, '…'),
    ),
  );
}
