import * as l10n from '@vscode/l10n';
import { fieldProblem, type IdentitySetting, type TypedField } from '../../core/identity/identityFields.js';
import { defaultRedirectUri } from '../../core/identity/redirectUri.js';
import { askText } from '../doors/input.js';
import { pickOne, type Choice, type Heading } from '../doors/pick.js';

const steps = 10;

/**
 * Asks for an identity, field by field; each is checked while it is typed. Throws {@link Cancelled} where the person
 * gives up, at whatever field.
 *
 * @param profiles that may sign for the application, by name
 * @param takenNames of identities that there are
 */
export async function askIdentity(
  profiles: readonly string[],
  takenNames: readonly string[],
): Promise<IdentitySetting> {
  const name = await ask('name', 1, l10n.t('What you call it'), 'company', { takenNames });
  const issuer = await ask(
    'issuer',
    2,
    l10n.t("The OpenID provider's issuer, exactly as the provider writes it"),
    'https://id.example.com/oauth2/default',
  );
  const clientId = await ask(
    'clientId',
    3,
    l10n.t('The client id that the provider gave this extension'),
    '0oa1b2c3d4',
  );
  const redirectUri = await ask(
    'redirectUri',
    4,
    l10n.t('Where the browser comes back to: without a port, a free one is taken; with one, exactly that'),
    defaultRedirectUri,
    { value: defaultRedirectUri },
  );
  const assertion = await askAssertion();
  const applicationArn = await ask(
    'applicationArn',
    6,
    l10n.t('The ARN of the customer-managed application in IAM Identity Center'),
    'arn:aws:sso::123456789012:application/ssoins-1234567890abcdef/apl-1234567890abcdef',
  );
  const identityCenterRegion = await ask(
    'identityCenterRegion',
    7,
    l10n.t('The region of IAM Identity Center'),
    'eu-west-1',
  );
  const applicationCredentials = await askSigner(profiles);
  const accessRoleArn = await ask(
    'accessRoleArn',
    9,
    l10n.t('The ARN of the access role, whose sessions carry the identity'),
    'arn:aws:iam::123456789012:role/RedshiftAccess',
  );
  const needsClientSecret = await askClientSecret();
  return {
    name,
    issuer,
    clientId,
    ...(redirectUri === defaultRedirectUri ? {} : { redirectUri }),
    ...(assertion === 'idToken' ? {} : { assertion }),
    applicationArn,
    identityCenterRegion,
    applicationCredentials,
    accessRoleArn,
    ...(needsClientSecret ? { needsClientSecret } : {}),
  };
}

function ask(
  field: TypedField,
  step: number,
  prompt: string,
  placeholder: string,
  { value = '', takenNames = [] }: { readonly value?: string; readonly takenNames?: readonly string[] } = {},
): Promise<string> {
  const problem = (typed: string): string | undefined => fieldProblem(field, typed, takenNames);
  return askText({ title: title(step), prompt, placeholder, value, problem });
}

function askAssertion(): Promise<'idToken' | 'accessToken'> {
  return pickOne<'idToken' | 'accessToken'>(
    [
      {
        label: l10n.t('ID token'),
        description: l10n.t('usual'),
        detail: l10n.t('Its audience is the client id.'),
        value: 'idToken',
      },
      {
        label: l10n.t('Access token'),
        detail: l10n.t('Where the provider makes it a JWT, and Identity Center takes its audience.'),
        value: 'accessToken',
      },
    ],
    { title: title(5), placeholder: l10n.t('Which token of the provider is shown to IAM Identity Center?') },
  );
}

async function askSigner(
  profiles: readonly string[],
): Promise<{ readonly profile: string } | { readonly roleArn: string }> {
  const webIdentity: Choice<string | null> = {
    label: l10n.t('A role that takes the ID token'),
    detail: l10n.t('Web identity: no AWS profile is needed on this computer.'),
    value: null,
  };
  const ofProfiles: readonly (Choice<string | null> | Heading)[] =
    profiles.length === 0
      ? []
      : [
          { heading: l10n.t('AWS profiles') },
          ...profiles.map((profile) => ({ label: profile, value: profile })),
        ];
  const profile = await pickOne([webIdentity, ...ofProfiles], {
    title: title(8),
    placeholder: l10n.t('Whose AWS keys sign for the application?'),
  });
  if (profile !== null) return { profile };
  const roleArn = await ask(
    'roleArn',
    8,
    l10n.t('The ARN of the role that takes the ID token and signs for the application'),
    'arn:aws:iam::123456789012:role/TokenExchange',
  );
  return { roleArn };
}

function askClientSecret(): Promise<boolean> {
  return pickOne(
    [
      { label: l10n.t('No'), description: l10n.t('a public client, as usual'), value: false },
      {
        label: l10n.t('Yes'),
        detail: l10n.t('It is asked for when you sign in, and kept in the secret storage of VS Code.'),
        value: true,
      },
    ],
    { title: title(10), placeholder: l10n.t('Does the provider insist on a client secret?') },
  );
}

function title(step: number): string {
  return l10n.t('Add Identity ({0} of {1})', step, steps);
}
