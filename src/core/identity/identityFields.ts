import * as l10n from '@vscode/l10n';
import { parseIdentitySettings } from './identitySettings.js';
import { defaultRedirectUri } from './redirectUri.js';

/** What an entry of the setting `redshiftIdc.identities` says; the rest are defaults. */
export interface IdentitySetting {
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly redirectUri?: string;
  readonly assertion?: 'accessToken';
  readonly applicationArn: string;
  readonly identityCenterRegion: string;
  readonly applicationCredentials: { readonly profile: string } | { readonly roleArn: string };
  readonly accessRoleArn: string;
  readonly needsClientSecret?: true;
}

/** What a person types of an identity, one at a time. */
export type TypedField =
  | 'name'
  | 'issuer'
  | 'clientId'
  | 'redirectUri'
  | 'applicationArn'
  | 'identityCenterRegion'
  | 'roleArn'
  | 'accessRoleArn';

/** An entry that counts: with one field changed, it counts only where that field does. */
const good: IdentitySetting = {
  name: 'a',
  issuer: 'https://id.example.com',
  clientId: 'a',
  redirectUri: defaultRedirectUri,
  applicationArn: 'arn:aws:sso::123456789012:application/ssoins-1/apl-1',
  identityCenterRegion: 'eu-west-1',
  applicationCredentials: { roleArn: 'arn:aws:iam::123456789012:role/a' },
  accessRoleArn: 'arn:aws:iam::123456789012:role/a',
};

/**
 * What is wrong with what was typed, by the rule that the setting is read with; undefined where nothing is.
 *
 * @param takenNames of identities that there are
 */
export function fieldProblem(
  field: TypedField,
  typed: string,
  takenNames: readonly string[] = [],
): string | undefined {
  const text = typed.trim();
  if (field === 'name' && takenNames.includes(text)) {
    return l10n.t('There is an identity "{0}" already. Choose another name.', text);
  }
  const change = field === 'roleArn' ? { applicationCredentials: { roleArn: text } } : { [field]: text };
  const { problems } = parseIdentitySettings([{ ...good, ...change }]);
  return problems.length === 0 ? undefined : whatItIs(field);
}

/** What a field must be, for a person who has typed something else. */
function whatItIs(field: TypedField): string {
  switch (field) {
    case 'name':
      return l10n.t('An identity needs a name, of at most 100 visible characters.');
    case 'issuer':
      return l10n.t(
        'The issuer is the https URL that the OpenID provider calls itself, without a query and without ".well-known".',
      );
    case 'clientId':
      return l10n.t('The client id is what the OpenID provider calls this client.');
    case 'redirectUri':
      return l10n.t(
        'The redirect URI must be on this computer: {0}, or with a port or "localhost" where the provider wants it.',
        defaultRedirectUri,
      );
    case 'applicationArn':
      return l10n.t(
        'This is no ARN of an application of IAM Identity Center: arn:aws:sso::ACCOUNT:application/INSTANCE/APPLICATION.',
      );
    case 'identityCenterRegion':
      return l10n.t('This is no region such as eu-west-1.');
    case 'roleArn':
    case 'accessRoleArn':
      return l10n.t('This is no ARN of a role: arn:aws:iam::ACCOUNT:role/NAME.');
  }
}
