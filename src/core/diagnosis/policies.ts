import * as l10n from '@vscode/l10n';
import type { IdentityEntry } from '../identity/identity.js';

/** Stands in a policy where only an administrator knows what belongs there. */
export const signerPlaceholder = 'SIGNER_ARN';

/** IAM policies with the least that a task needs, as JSON to paste. */
export function tokenPolicy(workgroupArns: readonly string[]): string {
  return policy([tokenStatement(workgroupArns)]);
}

/** Listing cannot be narrowed to single workgroups. */
export function listPolicy(): string {
  return policy([allow('redshift-serverless:ListWorkgroups', ['*'])]);
}

/** What the sessions of an access role may do: get the tokens of these workgroups, and list, so that they can browse. */
export function accessRolePolicy(workgroupArns: readonly string[]): string {
  return policy([
    tokenStatement(workgroupArns),
    allow(['redshift-serverless:ListWorkgroups', 'redshift-serverless:GetNamespace'], ['*']),
  ]);
}

/**
 * Who may assume the access role, and bring an identity along.
 * Source: "Identity-enhanced IAM role sessions" in the IAM Identity Center User Guide.
 *
 * @param signerArn the role or user whose keys sign for the application
 */
export function accessRoleTrustPolicy(signerArn: string): string {
  return policy([trust({ AWS: signerArn }, ['sts:AssumeRole', 'sts:SetContext'])]);
}

/**
 * Who may become the role that signs for the application: whoever shows an ID token made for this client.
 *
 * @param providerArn of IAM's OpenID Connect provider: `arn:aws:iam::ACCOUNT:oidc-provider/` and the issuer
 */
export function signerTrustPolicy(providerArn: string, clientId: string): string {
  const provider = providerArn.slice(providerArn.indexOf('/') + 1);
  return policy([
    {
      ...trust({ Federated: providerArn }, 'sts:AssumeRoleWithWebIdentity'),
      Condition: { StringEquals: { [`${provider}:aud`]: clientId } },
    },
  ]);
}

/** What the keys that sign for the application may do: ask it for an identity, and take that to the access role. */
export function signerPolicy(applicationArn: string, accessRoleArn: string): string {
  return policy([
    allow('sso-oauth:CreateTokenWithIAM', [applicationArn]),
    allow(['sts:AssumeRole', 'sts:SetContext'], [accessRoleArn]),
  ]);
}

/**
 * The actor policy of the application's authentication method `IAM`. Its resource is the application itself.
 * Source: "Resource-based policy example" in the IAM Identity Center User Guide.
 */
export function applicationActorPolicy(signerArn: string): string {
  return policy([{ ...trust({ AWS: signerArn }, 'sso-oauth:CreateTokenWithIAM'), Resource: '*' }]);
}

/** ARN of IAM's OpenID Connect provider for an issuer. */
export function openIdProviderArn(issuer: string, accountId: string, partition = 'aws'): string {
  return `arn:${partition}:iam::${accountId}:oidc-provider/${issuer.replace(/^https?:\/\//, '')}`;
}

/** Both policies of an identity's access role, each under a heading: what it may do, and who may assume it. */
export function accessRolePolicyText(entry: IdentityEntry, workgroupArns: readonly string[]): string {
  const { accessRoleArn: role, applicationCredentials: signer } = entry;
  const trustHeading =
    signer.kind === 'profile'
      ? l10n.t(
          'Trust policy of the role {0}, with the role or user of the profile "{1}" in place of {2}:',
          role,
          signer.name,
          signerPlaceholder,
        )
      : l10n.t('Trust policy of the role {0}:', role);
  return [
    l10n.t('Permissions policy of the role {0}:', role),
    accessRolePolicy(workgroupArns),
    trustHeading,
    accessRoleTrustPolicy(signer.kind === 'profile' ? signerPlaceholder : signer.roleArn),
  ].join('\n\n');
}

type Actions = string | readonly string[];

function tokenStatement(workgroupArns: readonly string[]): object {
  return allow('redshift-serverless:GetIdentityCenterAuthToken', workgroupArns);
}

function allow(actions: Actions, resources: readonly string[]): object {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

function trust(principal: Readonly<Record<string, string>>, actions: Actions): object {
  return { Effect: 'Allow', Principal: principal, Action: actions };
}

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, 2);
}
