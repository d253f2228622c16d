import * as l10n from '@vscode/l10n';
import { defaultScopes } from '../identity/identitySettings.js';
import { defaultRedirectUri } from '../identity/redirectUri.js';
import {
  accessRolePolicy,
  accessRoleTrustPolicy,
  applicationActorPolicy,
  openIdProviderArn,
  signerPlaceholder,
  signerPolicy,
  signerTrustPolicy,
} from './policies.js';

/** A workgroup that somebody wants to reach. */
interface WantedWorkgroup {
  readonly name: string;
  /** Undefined where only AWS knows it. */
  readonly arn: string | undefined;
  readonly region: string;
  readonly accountId?: string | undefined;
}

/** What a request is made of. */
interface Wishes {
  readonly workgroups: readonly WantedWorkgroup[];
  /** Who asks, as an address or a principal's ARN, where it is known. */
  readonly person?: string | undefined;
}

/** What only an administrator knows. Each stands as it is wherever it belongs. */
const placeholders = {
  issuer: 'ISSUER_URL',
  provider: 'ISSUER_WITHOUT_HTTPS',
  clientId: 'CLIENT_ID',
  application: 'APPLICATION_ARN',
  center: 'IDENTITY_CENTER_REGION',
  signer: signerPlaceholder,
  accessRole: 'ACCESS_ROLE_ARN',
  account: 'ACCOUNT_ID',
  arn: 'WORKGROUP_ARN',
  region: 'WORKGROUP_REGION',
};

/** The name that the identity gets where nobody chooses one. */
const identityName = 'company';

/**
 * A message to an administrator, in Markdown: what is needed and why, the policies, and a set-up file to fill in and to
 * send back.
 */
export function setupRequest({ workgroups, person }: Wishes): string {
  // Two sources may list the same one.
  const distinct = new Map(workgroups.map((one) => [one.arn ?? `${one.name} ${one.region}`, one]));
  const wishes = { workgroups: [...distinct.values()], person };
  const blocks = [introduction(wishes), wanted(wishes), identityParts(), policies(wishes), answer(wishes)];
  return `${blocks.flat().join('\n\n')}\n`;
}

function introduction({ person }: Wishes): readonly string[] {
  return [
    `# ${l10n.t('Request: Redshift Serverless as oneself, in VS Code')}`,
    l10n.t(
      'The VS Code extension "Redshift Serverless Identity Center" reaches Amazon Redshift Serverless as the person who is signed in, not as a shared database user. AWS gives the token for that only to a role session that carries an IAM Identity Center identity. Some parts of such a session can only be set up by an administrator; they are listed here. No password, key or token is asked for.',
    ),
    ...(person === undefined ? [] : [l10n.t('Asked for by: {0}', person)]),
    l10n.t(
      'The page docs/administrators.md of the extension explains each step, with the AWS CLI commands. Words in capital letters with "_" stand for what only you know.',
    ),
  ];
}

function wanted({ workgroups }: Wishes): readonly string[] {
  return [
    `## ${l10n.t('Workgroups')}`,
    workgroups.length === 0
      ? l10n.t('I cannot list any workgroup yet. Please choose those that I may use.')
      : workgroups.map(workgroupLine).join('\n'),
  ];
}

function workgroupLine({ name, arn, region, accountId }: WantedWorkgroup): string {
  if (arn !== undefined) return `- ${l10n.t('{0} in {1}: {2}', name, region, arn)}`;
  return accountId === undefined
    ? `- ${l10n.t('{0} in {1}; I do not know its ARN', name, region)}`
    : `- ${l10n.t('{0} in {1}, account {2}; I do not know its ARN', name, region, accountId)}`;
}

function identityParts(): readonly string[] {
  return [
    `## ${l10n.t('What to set up')}`,
    [
      l10n.t(
        '1. At the OpenID provider: a public client (authorization code with PKCE, no secret) with the redirect URI {0}, or with a fixed port where the provider compares it, and refresh tokens.',
        defaultRedirectUri,
      ),
      l10n.t(
        '2. In IAM Identity Center: a trusted token issuer for that provider, and a customer-managed application with the JWT bearer grant for the audience {0}, the access scope redshift:connect, and the people or groups assigned.',
        placeholders.clientId,
      ),
      l10n.t(
        '3. In IAM: a role that signs for the application, and an access role that carries the identity. Their policies are below.',
      ),
      l10n.t(
        '4. In Redshift: IAM Identity Center integration for each workgroup, with roles and grants for the groups.',
      ),
    ].join('\n'),
  ];
}

function policies({ workgroups }: Wishes): readonly string[] {
  const known = workgroups.map(({ arn }) => arn).filter((arn) => arn !== undefined);
  const arns = known.length === workgroups.length && known.length > 0 ? known : [...known, placeholders.arn];
  const { signer, application, accessRole, clientId, account, provider } = placeholders;
  return [
    `## ${l10n.t('Policies')}`,
    l10n.t('Actor policy of the application, authentication method IAM:'),
    json(applicationActorPolicy(signer)),
    l10n.t('Trust policy of the role that signs, where it takes the ID token of the provider:'),
    json(signerTrustPolicy(openIdProviderArn(provider, account), clientId)),
    l10n.t('Permissions policy of the role that signs:'),
    json(signerPolicy(application, accessRole)),
    l10n.t('Trust policy of the access role:'),
    json(accessRoleTrustPolicy(signer)),
    l10n.t('Permissions policy of the access role:'),
    json(accessRolePolicy(arns)),
  ];
}

function answer({ workgroups }: Wishes): readonly string[] {
  return [
    `## ${l10n.t('What to send back')}`,
    l10n.t(
      'This file, filled in. It holds no secret. Instead of "roleArn", "applicationCredentials" may have "profile" with the name of an AWS profile that signs.',
    ),
    json(JSON.stringify(setupFile(workgroups), undefined, 2)),
  ];
}

function setupFile(workgroups: readonly WantedWorkgroup[]): object {
  const { issuer, clientId, application, center, signer, accessRole, region } = placeholders;
  const regions = new Set(workgroups.map((workgroup) => workgroup.region));
  return {
    version: 1,
    identities: [
      {
        name: identityName,
        issuer,
        clientId,
        scopes: defaultScopes,
        redirectUri: defaultRedirectUri,
        applicationArn: application,
        identityCenterRegion: center,
        applicationCredentials: { roleArn: signer },
        accessRoleArn: accessRole,
      },
    ],
    sources: (regions.size === 0 ? [region] : [...regions]).map((one) => ({
      identity: identityName,
      region: one,
      // By name too: a session that carries an identity may not be allowed to list.
      workgroups: workgroups.filter((workgroup) => workgroup.region === one).map(({ name }) => ({ name })),
    })),
  };
}

function json(text: string): string {
  return `\`\`\`json\n${text}\n\`\`\``;
}
